import type { ValidationRecord } from '../../contracts/validation/record.js';
import type { Provider } from '../core/provider.js';
import { ownRecords } from './own-records.js';
import type { ProvedRow } from './proof.js';
import { provedLedgerOf } from './proof.js';
import type { Totals } from './totals.js';
import { totalsOf } from './totals.js';

/** Every provider's checks, evidence and cases included, and how many stand how well. */
export type LedgerJson = Readonly<Record<string, { readonly totals: Totals; readonly checks: readonly ProvedRow[] }>>;

/** The whole ledger, as `GET /_simulator/ledger` and `understudy ledger --json` give it. */
export async function ledgerJson(
  providers: readonly Provider[],
  recordsOf: (provider: string) => readonly ValidationRecord[] = ownRecords,
): Promise<LedgerJson> {
  const parts = await Promise.all(
    providers.map(async (provider) => {
      const checks = await provedLedgerOf(provider, recordsOf(provider.name));
      return [provider.name, { totals: totalsOf(checks), checks }] as const;
    }),
  );
  return Object.fromEntries(parts);
}
