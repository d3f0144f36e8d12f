import type { ValidationRecord } from '../../contracts/validation/record.js';
import type { Provider } from '../core/provider.js';
import { ageOf } from './age.js';
import type { ProvedRow } from './proof.js';
import { provedLedgerOf } from './proof.js';
import { totalsOf } from './totals.js';

/** What a ledger is made from besides the provider. */
export interface LedgerOptions {
  /** ms since the epoch: for the age of a validation. */
  readonly now: number;
  /** The package's own unless given. */
  readonly records?: readonly ValidationRecord[];
}

/** A provider's ledger for people: a line a check, and how many stand how well. */
export async function ledgerText(provider: Provider, { now, records }: LedgerOptions): Promise<string> {
  const rows = await provedLedgerOf(provider, records);
  const width = Math.max(...rows.map(({ check }) => check.length));
  const lines = rows.map((row) => lineOf(row, { width, now }));
  const totals = Object.entries(totalsOf(rows)).map(([standing, count]) => `${count} ${standing}`);
  return `${lines.join('\n')}\n\n${provider.name}: ${rows.length} checks: ${totals.join(', ')}\n`;
}

function lineOf(
  { check, standing, refusals, validated }: ProvedRow,
  { width, now }: { readonly width: number; readonly now: number },
): string {
  const answers = refusals.map(({ code, name }) => `${code} ${name}`).join(' or ');
  const age = validated === undefined ? '' : `  validated ${ageOf(validated.when, now)}`;
  return `${check.padEnd(width)}  ${standing.padEnd(12)}  ${answers}${age}`;
}
