import type { ValidationRecord } from '../../contracts/validation/records.js';
import type { Provider } from '../core/provider.js';
import { ageOf } from './age.js';
import { type EventRow, eventsOf } from './events.js';
import { provedLedgerOf, type ProvedRow } from './proof.js';
import { standingsOf, totalsOf } from './totals.js';

/** What a ledger is made from besides the provider. */
export interface LedgerOptions {
  /** ms since the epoch: for the age of a validation. */
  readonly now: number;
  /** The package's own unless given. */
  readonly records?: readonly ValidationRecord[];
}

/** A provider's ledger for people: a line a check, how many stand how well, and the same of the events it tells of. */
export async function ledgerText(provider: Provider, { now, records }: LedgerOptions): Promise<string> {
  const rows = await provedLedgerOf(provider, records);
  const events = eventsOf(provider);
  const width = Math.max(...rows.map(({ check }) => check.length), ...events.map(({ event }) => event.length));
  const checkLines = rows.map((row) => lineOf(row, { width, now }));
  const parts = [[...checkLines, '', `${provider.name}: ${rows.length} checks: ${counted(totalsOf(rows))}`]];
  if (events.length > 0) {
    const eventLines = events.map((row) => eventLine(row, width));
    parts.push([...eventLines, '', `${provider.name}: ${events.length} callbacks: ${counted(standingsOf(events))}`]);
  }
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const counted = (totals: Readonly<Record<string, number>>): string =>
  Object.entries(totals)
    .map(([standing, count]) => `${count} ${standing}`)
    .join(', ');

const eventLine = ({ event, standing, title }: EventRow, width: number): string =>
  `${event.padEnd(width)}  ${standing.padEnd(12)}  ${title}`;

function lineOf(
  { check, standing, refusals, validated }: ProvedRow,
  { width, now }: { readonly width: number; readonly now: number },
): string {
  const answers = refusals.map(({ code, name }) => `${code} ${name}`).join(' or ');
  const age = validated === undefined ? '' : `  validated ${ageOf(validated.when, now)}`;
  return `${check.padEnd(width)}  ${standing.padEnd(12)}  ${answers}${age}`;
}
