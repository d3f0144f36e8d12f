import type { CaseFile } from '../../contracts/suite/case.js';
import type { Provider } from '../core/provider.js';
import type { LedgerRow } from './rows.js';
import { ledgerOf } from './rows.js';

/** A check with the names of the contract cases that prove it. */
export type ProvedRow = LedgerRow & { readonly cases: readonly string[] };

/** A provider's ledger, each check with the cases that it refuses or that show it to hold. */
export async function provedLedgerOf(provider: Provider): Promise<readonly ProvedRow[]> {
  const cases = ((await provider.cases()) as readonly CaseFile[]).flatMap((file) => file.cases);
  return ledgerOf(provider).map((row) => ({
    ...row,
    cases: cases
      .filter(({ then, proves = [] }) => then.refusedBy === row.check || proves.includes(row.check))
      .map(({ name }) => name),
  }));
}
