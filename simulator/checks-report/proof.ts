import { caseFilesOf } from '../../contracts/suite/read-cases.js';
import type { ValidationFile, ValidationRecord } from '../../contracts/validation/records.js';
import { validatedChecks, type Validation } from '../../contracts/validation/validated.js';
import xylink from '../../fixtures/validation/xylink.json' with { type: 'json' };
import ytx from '../../fixtures/validation/ytx.json' with { type: 'json' };
import { checkParts, type CheckPart } from '../core/pipeline/confidence.js';
import type { Confidence } from '../core/pipeline/evidence.js';
import type { Provider } from '../core/provider.js';
import { checksOf, type CheckRow } from './rows.js';

/** A check with the names of the contract cases that cover it. */
export interface ProvedRow extends CheckRow {
  readonly cases: readonly string[];
  /** Its newest validation; absent if no run against the real provider confirmed it. */
  readonly validated?: Validation;
}

/**
 * A provider's checks report: each check with the cases that it refuses or that cover it, and its validation by these
 * records. Default: the package's own records.
 */
export async function provedChecksOf(
  provider: Provider,
  records: readonly ValidationRecord[] = ownRecords(provider.name),
): Promise<readonly ProvedRow[]> {
  const files = await caseFilesOf(provider.name);
  const cases = files.flatMap((file) => file.cases);
  const validations = await validatedChecks(records, files);
  return checksOf(provider).map((row) => {
    const validated = validations.get(row.check);
    return {
      ...row,
      cases: cases
        .filter(({ then, covers = [] }) => then.refusedBy === row.check || covers.includes(row.check))
        .map(({ name }) => name),
      ...(validated && { validated }),
    };
  });
}

/** The validation records included in this package, by provider. The type cast is checked by a test. */
const files = { xylink, ytx } as unknown as Readonly<Record<string, ValidationFile>>;

/** The records of our own runs against a real provider. */
export const ownRecords = (provider: string): readonly ValidationRecord[] => files[provider]?.records ?? [];

/** Number of checks by confidence. */
export type Totals = Readonly<Record<Confidence | 'validated', number>>;

/** Counts rows by confidence. */
export function countByConfidence(
  rows: readonly { readonly confidence: Confidence }[],
): Readonly<Record<Confidence, number>> {
  const count = (confidence: Confidence): number => rows.filter((row) => row.confidence === confidence).length;
  return {
    documented: count('documented'),
    corroborated: count('corroborated'),
    single: count('single'),
    assumed: count('assumed'),
  };
}

/** Counts checks by confidence. `validated` comes from records of runs against the real provider and is never typed. */
export function totalsOf(rows: readonly Pick<ProvedRow, 'confidence' | 'validated'>[]): Totals {
  return { ...countByConfidence(rows), validated: rows.filter(({ validated }) => validated !== undefined).length };
}

/** Number of checks by confidence, for each part of a check. */
export type TotalsByPart = Readonly<Record<CheckPart, Readonly<Record<Confidence, number>>>>;

/** Counts checks by the confidence of each of their parts. */
export function totalsByPart(rows: readonly Pick<CheckRow, 'confidenceByPart'>[]): TotalsByPart {
  const counts = checkParts.map((part) => {
    const confidences = rows.map(({ confidenceByPart }) => ({ confidence: confidenceByPart[part] }));
    return [part, countByConfidence(confidences)] as const;
  });
  return Object.fromEntries(counts) as TotalsByPart;
}
