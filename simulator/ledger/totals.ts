import type { Standing } from '../core/evidence.js';
import type { LedgerRow } from './rows.js';

/** How many checks stand how well. */
export type Totals = Readonly<Record<Standing | 'validated', number>>;

/**
 * Counts checks by standing.
 *
 * `validated` would come from dated runs against the real provider. There is no record of any, so it is 0; nobody types it.
 */
export function totalsOf(rows: readonly LedgerRow[]): Totals {
  const count = (standing: Standing): number => rows.filter((row) => row.standing === standing).length;
  return {
    documented: count('documented'),
    corroborated: count('corroborated'),
    single: count('single'),
    assumed: count('assumed'),
    validated: 0,
  };
}
