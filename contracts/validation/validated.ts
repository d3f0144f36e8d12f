import type { CaseFile, ContractCase } from '../suite/case.js';
import { caseId } from '../suite/run/plan.js';
import { hashesOf, type ValidationRecord } from './records.js';

/** The newest validation of a check. */
export interface Validation {
  /** The case's id. */
  readonly case: string;
  /** ISO 8601 at +08:00. */
  readonly when: string;
}

/**
 * The checks that are validated, by name, each with its newest validation.
 *
 * A check is validated when at least one case that covers it, as its refusing check or under `covers`, has a record from
 * a real provider, and neither that case nor its contract has changed since. A record with another origin never counts.
 */
export async function validatedChecks(
  records: readonly ValidationRecord[],
  files: readonly CaseFile[],
): Promise<ReadonlyMap<string, Validation>> {
  const current = (await currentRecords(records, files)).sort(
    (one, other) => whenOf(one.record) - whenOf(other.record),
  );
  // The newest of several comes last and replaces the others.
  return new Map(
    current.flatMap(({ record: { case: id, when }, contractCase }) =>
      checksOf(contractCase).map((check) => [check, { case: id, when }] as const),
    ),
  );
}

const whenOf = ({ when }: ValidationRecord): number => Date.parse(when);

/** A record that is still current, with its case. */
interface CurrentRecord {
  readonly record: ValidationRecord;
  readonly contractCase: ContractCase;
}

async function currentRecords(
  records: readonly ValidationRecord[],
  files: readonly CaseFile[],
): Promise<CurrentRecord[]> {
  const real = records.filter(({ origin }) => origin === 'provider');
  const today = new Map(
    files.flatMap((file) =>
      file.cases.map((contractCase) => [caseId(file, contractCase), { file, contractCase }] as const),
    ),
  );
  const current = await Promise.all(
    real.map(async (record) => {
      const known = today.get(record.case);
      return known !== undefined && (await isCurrent(record, known.file, known.contractCase))
        ? { record, contractCase: known.contractCase }
        : undefined;
    }),
  );
  return current.filter((each) => each !== undefined);
}

async function isCurrent({ hashes }: ValidationRecord, file: CaseFile, contractCase: ContractCase): Promise<boolean> {
  const today = await hashesOf(file, contractCase);
  return today.case === hashes.case && today.contract === hashes.contract;
}

const checksOf = ({ then: { refusedBy }, covers = [] }: ContractCase): readonly string[] =>
  refusedBy === undefined ? covers : [refusedBy, ...covers];
