import type { Evidence } from '../core/evidence.js';
import type { Provider } from '../core/provider.js';
import type { LedgerRow } from './rows.js';
import { ledgerOf } from './rows.js';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const evidence = (each: Evidence): string =>
  each.standing === 'assumed'
    ? `assumed: ${each.reason}`
    : `${each.standing} (${each.sources.join(', ')}): ${each.says}`;

const checkRow = (row: LedgerRow, index: number): readonly string[] => [
  String(index + 1),
  `\`${row.check}\``,
  row.refusals.map(({ code, name }) => `${code} ${name}`).join(' or '),
  row.because.map(evidence).join(' · '),
  row.readings.map((name) => `\`${name}\``).join(' '),
];

/** The checks of a provider as a table, in the order they are met. */
export function checksTable(provider: Provider): string {
  return table(['', 'check', 'refusal', 'because', 'readings'], ledgerOf(provider).map(checkRow));
}

/** The readings of a provider as a table; the standard answer comes first. */
export function readingsTable({ readings }: Provider): string {
  const rows = Object.entries(readings).map(([name, { asks, options, standard, reason }]) => {
    const others = Object.entries(options).filter(([option]) => option !== standard);
    const answers = others.map(([option, meaning]) => `\`${option}\`: ${meaning}`);
    return [`\`${name}\``, asks, `\`${standard}\`: ${options[standard] ?? ''}`, answers.join('; '), reason];
  });
  return table(['reading', 'question', 'standard answer', 'other answers', 'why'], rows);
}
