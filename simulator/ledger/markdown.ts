import type { Evidence } from '../core/evidence.js';
import type { Provider } from '../core/provider.js';
import { eventsOf } from './events.js';
import { provedLedgerOf } from './proof.js';
import type { LedgerRow } from './rows.js';
import { ledgerOf } from './rows.js';
import { totalsOf } from './totals.js';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Rows of cells as a table, the head first. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** One piece of evidence: how well it is known, from where, and what it says. */
export const evidence = (each: Evidence): string =>
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

/** How many checks of each provider stand how well. */
export async function totalsTable(providers: readonly Provider[]): Promise<string> {
  const ledgers = await Promise.all(providers.map((provider) => provedLedgerOf(provider)));
  const rows = ledgers.map((checks, index) => [
    providers[index]?.name ?? '',
    String(checks.length),
    ...Object.values(totalsOf(checks)).map(String),
  ]);
  return table(['provider', 'checks', 'documented', 'corroborated', 'single', 'assumed', 'validated'], rows);
}

/** A chapter on the events that a provider tells of; empty when there are none. */
export function callbacksChapter(provider: Provider): string {
  const rows = eventsOf(provider).map(({ event, title, says, standing, because }) => {
    return [`\`${event}\``, title, says, standing, because.map(evidence).join(' · ')];
  });
  if (rows.length === 0) return '';
  const head = ['event', 'title', 'what is told', 'standing', 'because'];
  return `\n## Callbacks\n\nWhat the provider tells receivers of its own accord.\n\n${table(head, rows)}\n`;
}

/** Where we know a provider's behaviour from. */
export function sourcesTable({ sources }: Provider): string {
  const rows = Object.entries(sources).map(([name, { kind, title, read }]) => [`\`${name}\``, kind, title, read]);
  return table(['source', 'kind', 'what it is', 'read on'], rows);
}

/** The mistakes that a provider looks for behind a refusal, in English. */
export function mistakesTable({ mistakes = {} }: Provider): string {
  const rows = Object.entries(mistakes).map(([mistake, { says, fix }]) => [`\`${mistake}\``, says.en, fix.en]);
  return table(['mistake', 'what is told', 'what to do'], rows);
}

/** A provider's refusals as a table: its code, our name, the literal body, what it means. */
export function refusalsTable({ refusals }: Provider): string {
  const decoder = new TextDecoder();
  const rows = Object.values(refusals).map(({ code, name, status, body, means }) => [
    code,
    name,
    String(status),
    `\`${decoder.decode(body)}\``,
    means,
  ]);
  return table(['code', 'name', 'HTTP', 'body', 'means'], rows);
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
