import { caseFilesOf } from '../../contracts/suite/read-cases.js';
import type { ValidationRecord } from '../../contracts/validation/records.js';
import { validatedChecks, type Validation } from '../../contracts/validation/validated.js';
import type { Provider } from '../core/provider.js';
import { ownRecords } from './own-records.js';
import { ledgerOf, type LedgerRow } from './rows.js';

/** A check with the names of the contract cases that prove it. */
export interface ProvedRow extends LedgerRow {
  readonly cases: readonly string[];
  /** Its newest validation; there is none until a real provider was seen to do so. */
  readonly validated?: Validation;
}

/**
 * A provider's ledger, each check with the cases that it refuses or that show it to hold, and validated as far as these
 * records go; the package's own unless given.
 */
export async function provedLedgerOf(
  provider: Provider,
  records: readonly ValidationRecord[] = ownRecords(provider.name),
): Promise<readonly ProvedRow[]> {
  const files = await caseFilesOf(provider.name);
  const cases = files.flatMap((file) => file.cases);
  const validations = await validatedChecks(records, files);
  return ledgerOf(provider).map((row) => {
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
