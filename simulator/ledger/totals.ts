import type { Standing } from '../core/pipeline/evidence.js';
import type { ProvedRow } from './proof.js';

/** How many checks stand how well. */
export type Totals = Readonly<Record<Standing | 'validated', number>>;

/** Counts by standing whatever stands somehow. */
export function standingsOf(rows: readonly { readonly standing: Standing }[]): Readonly<Record<Standing, number>> {
  const count = (standing: Standing): number => rows.filter((row) => row.standing === standing).length;
  return {
    documented: count('documented'),
    corroborated: count('corroborated'),
    single: count('single'),
    assumed: count('assumed'),
  };
}

/** Counts checks by standing. `validated` comes from records of runs against the real provider; nobody types it. */
export function totalsOf(rows: readonly Pick<ProvedRow, 'standing' | 'validated'>[]): Totals {
  return { ...standingsOf(rows), validated: rows.filter(({ validated }) => validated !== undefined).length };
}
