import type { Standing } from '../core/evidence.js';
import type { ProvedRow } from './proof.js';

/** How many checks stand how well. */
export type Totals = Readonly<Record<Standing | 'validated', number>>;

/** Counts checks by standing. `validated` comes from records of runs against the real provider; nobody types it. */
export function totalsOf(rows: readonly Pick<ProvedRow, 'standing' | 'validated'>[]): Totals {
  const count = (standing: Standing): number => rows.filter((row) => row.standing === standing).length;
  return {
    documented: count('documented'),
    corroborated: count('corroborated'),
    single: count('single'),
    assumed: count('assumed'),
    validated: rows.filter(({ validated }) => validated !== undefined).length,
  };
}
