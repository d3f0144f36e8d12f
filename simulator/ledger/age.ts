import type { ValidationRecord } from '../../contracts/validation/records.js';

const dayMs = 24 * 3_600_000;

/** How old something of this instant (ISO 8601) is, in words and whole days; `now` is in ms since the epoch. */
export function ageOf(when: string, now: number): string {
  const days = Math.floor((now - Date.parse(when)) / dayMs);
  if (days < 1) return 'today';
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

/** What to say of records older than so many ms; undefined when there are none. `name` is the provider's. */
export function staleWarning(
  name: string,
  records: readonly ValidationRecord[],
  { now, staleAfterMs }: { readonly now: number; readonly staleAfterMs: number },
): string | undefined {
  const old = records
    .filter(({ origin, when }) => origin === 'provider' && now - Date.parse(when) > staleAfterMs)
    .sort((one, other) => Date.parse(one.when) - Date.parse(other.when));
  const [oldest] = old;
  if (oldest === undefined) return undefined;
  const many = old.length === 1 ? '1 validation record is' : `${old.length} validation records are`;
  return `${name}: ${many} older than ${staleAfterMs / dayMs} days; the oldest, of ${oldest.when.slice(0, 10)}, is "${oldest.case}"`;
}
