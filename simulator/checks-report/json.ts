import type { ValidationRecord } from '../../contracts/validation/records.js';
import type { Provider } from '../core/provider.js';
import { ownRecords, provedLedgerOf, type ProvedRow, type Totals, totalsOf } from './proof.js';
import { type EventRow, eventsOf } from './rows.js';

/** A provider's checks, evidence and cases included, how many of them stand how well, and the events it tells of. */
export interface ProviderLedger {
  readonly totals: Totals;
  readonly checks: readonly ProvedRow[];
  readonly callbacks: readonly EventRow[];
}

/** Every provider's ledger, by the provider's name. */
export type LedgerJson = Readonly<Record<string, ProviderLedger>>;

/** The whole ledger, as `GET /_simulator/ledger` and `understudy ledger --json` give it. */
export async function ledgerJson(
  providers: readonly Provider[],
  recordsOf: (provider: string) => readonly ValidationRecord[] = ownRecords,
): Promise<LedgerJson> {
  const parts = await Promise.all(
    providers.map(async (provider) => {
      const checks = await provedLedgerOf(provider, recordsOf(provider.name));
      return [provider.name, { totals: totalsOf(checks), checks, callbacks: eventsOf(provider) }] as const;
    }),
  );
  return Object.fromEntries(parts);
}
