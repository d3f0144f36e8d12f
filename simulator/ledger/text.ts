import type { Provider } from '../core/provider.js';
import { ledgerOf } from './rows.js';
import { totalsOf } from './totals.js';

/** A provider's ledger for people: a line a check, and how many stand how well. */
export function ledgerText(provider: Provider): string {
  const rows = ledgerOf(provider);
  const width = Math.max(...rows.map(({ check }) => check.length));
  const lines = rows.map(({ check, standing, refusals }) => {
    const answers = refusals.map(({ code, name }) => `${code} ${name}`).join(' or ');
    return `${check.padEnd(width)}  ${standing.padEnd(12)}  ${answers}`;
  });
  const totals = Object.entries(totalsOf(rows)).map(([standing, count]) => `${count} ${standing}`);
  return `${lines.join('\n')}\n\n${provider.name}: ${rows.length} checks: ${totals.join(', ')}\n`;
}
