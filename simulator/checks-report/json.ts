import type { ValidationRecord } from '../../contracts/validation/records.js';
import type { Provider } from '../core/provider.js';
import {
  ownRecords,
  provedChecksOf,
  type ProvedRow,
  type Totals,
  totalsByPart,
  type TotalsByPart,
  totalsOf,
} from './proof.js';
import { type EventRow, eventsOf, type SuccessRow, successesOf } from './rows.js';

/** A provider's checks with evidence and cases, the totals by confidence, the success of its operations, its events. */
interface ProviderChecks {
  /** By the weakest part of each check. */
  readonly totals: Totals;
  readonly totalsByPart: TotalsByPart;
  readonly checks: readonly ProvedRow[];
  readonly successes: readonly SuccessRow[];
  readonly callbacks: readonly EventRow[];
}

/** Every provider's checks report, by the provider's name. */
export type ChecksReport = Readonly<Record<string, ProviderChecks>>;

/** The whole checks report, as returned by `GET /_simulator/checks` and `understudy checks --json`. */
export async function checksReport(
  providers: readonly Provider[],
  recordsOf: (provider: string) => readonly ValidationRecord[] = ownRecords,
): Promise<ChecksReport> {
  const parts = await Promise.all(
    providers.map(async (provider) => {
      const checks = await provedChecksOf(provider, recordsOf(provider.name));
      const totals = { totals: totalsOf(checks), totalsByPart: totalsByPart(checks) };
      return [
        provider.name,
        { ...totals, checks, successes: successesOf(provider), callbacks: eventsOf(provider) },
      ] as const;
    }),
  );
  return Object.fromEntries(parts);
}
