import type { CaseFile, ContractCase } from '../suite/case.js';
import { caseId } from '../suite/run/plan.js';
import { hashesOf, type ValidationRecord } from './records.js';

/** When a check was last seen to be as we say, and in which case. */
export interface Validation {
  /** The case's id. */
  readonly case: string;
  /** ISO 8601 at +08:00. */
  readonly when: string;
}

/**
 * The checks that are validated, by name, each with its newest validation.
 *
 * A check is validated when at least one case that covers it, by being refused by it or by saying so, has a record
 * from a real provider, and neither that case nor its contract has changed since. A record with another origin never
 * counts, whatever else it says.
 */
export async function validatedChecks(
  records: readonly ValidationRecord[],
  files: readonly CaseFile[],
): Promise<ReadonlyMap<string, Validation>> {
  const held = (await confidence(records, files)).sort((one, other) => whenOf(one.record) - whenOf(other.record));
  // Of several the newest comes last, and stays.
  return new Map(
    held.flatMap(({ record: { case: id, when }, contractCase }) =>
      checksOf(contractCase).map((check) => [check, { case: id, when }] as const),
    ),
  );
}

const whenOf = ({ when }: ValidationRecord): number => Date.parse(when);

/** A record that still holds, with its case as it is today. */
interface Held {
  readonly record: ValidationRecord;
  readonly contractCase: ContractCase;
}

async function confidence(records: readonly ValidationRecord[], files: readonly CaseFile[]): Promise<Held[]> {
  const real = records.filter(({ origin }) => origin === 'provider');
  const today = new Map(
    files.flatMap((file) =>
      file.cases.map((contractCase) => [caseId(file, contractCase), { file, contractCase }] as const),
    ),
  );
  const held = await Promise.all(
    real.map(async (record) => {
      const known = today.get(record.case);
      return known !== undefined && (await holds(record, known.file, known.contractCase))
        ? { record, contractCase: known.contractCase }
        : undefined;
    }),
  );
  return held.filter((each) => each !== undefined);
}

async function holds({ hashes }: ValidationRecord, file: CaseFile, contractCase: ContractCase): Promise<boolean> {
  const today = await hashesOf(file, contractCase);
  return today.case === hashes.case && today.contract === hashes.contract;
}

const checksOf = ({ then: { refusedBy }, covers = [] }: ContractCase): readonly string[] =>
  refusedBy === undefined ? covers : [refusedBy, ...covers];
