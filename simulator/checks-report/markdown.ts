import { english, type Render } from '../../contracts/messages.js';
import { checkParts, confidenceInWords, wordOf, replyConfidence, successParts } from '../core/pipeline/confidence.js';
import type { Evidence } from '../core/pipeline/evidence.js';
import type { Language } from '../core/diagnosis/sentences.js';
import type { Provider } from '../core/provider.js';
import { countByConfidence, provedChecksOf, totalsByPart, totalsOf } from './proof.js';
import { eventsOf, checksOf, type CheckRow, successesOf, type SuccessRow } from './rows.js';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Renders rows of cells as a table; `head` is the header row. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** One piece of evidence: its confidence, its sources and its statement. */
export const evidenceText = (each: Evidence, text: Render = english): string =>
  each.confidence === 'assumed'
    ? `${text(wordOf('assumed'))}: ${text(each.statement)}`
    : `${text(wordOf(each.confidence))} (${each.sources.join(', ')}): ${text(each.statement)}`;

const checkRow = (row: CheckRow, index: number): readonly string[] => [
  String(index + 1),
  `\`${row.check}\``,
  row.refusals.map(({ code, name }) => `${code} ${name}`).join(' or '),
  confidenceInWords(row.confidenceByPart).en,
  row.evidence.map((each) => evidenceText(each)).join(' · '),
  row.readings.map((name) => `\`${name}\``).join(' '),
];

const tableOfChecks = (rows: readonly CheckRow[]): string =>
  table(['', 'check', 'refusal', 'confidence', 'evidence for the condition', 'readings'], rows.map(checkRow));

/**
 * The checks of a provider: a table of those that several operations share, and one for each operation with its own
 * checks and the order of both. Each table counts from 1.
 */
export function checksTables(provider: Provider): string {
  const rows = checksOf(provider);
  const shared = rows.filter(({ operations }) => operations.length > 1);
  const ofOperations = Object.values(provider.endpoints).map(({ operation, checks }) => {
    const own = rows.filter(({ operations }) => operations.length === 1 && operations[0] === operation);
    const order = checks.list.map(({ name }) => placeIn({ shared, own }, name));
    return [
      `### \`${operation}\``,
      ...(shared.length > 0 ? [`Order: ${inRuns(order)}.`] : []),
      ...(own.length > 0 ? [tableOfChecks(own)] : []),
    ];
  });
  const ofSeveral = shared.length > 0 ? ['### Shared by several operations', tableOfChecks(shared)] : [];
  return [...ofSeveral, ...ofOperations.flat()].join('\n\n');
}

/** A check's table, and its number there. */
interface CheckPlace {
  readonly table: string;
  readonly number: number;
}

/** Finds a check in one of the tables. */
function placeIn(tables: Readonly<Record<string, readonly CheckRow[]>>, name: string): CheckPlace {
  const places = Object.entries(tables).map(([table, rows]) => ({
    table,
    number: rows.findIndex(({ check }) => check === name) + 1,
  }));
  return places.find(({ number }) => number > 0) ?? { table: 'unknown', number: 0 };
}

/** Places in words, such as `shared 1–2, own 1, shared 3–12`. */
function inRuns(places: readonly CheckPlace[]): string {
  const runs: { table: string; first: number; last: number }[] = [];
  for (const { table, number } of places) {
    const run = runs.at(-1);
    if (run?.table === table && run.last + 1 === number) run.last = number;
    else runs.push({ table, first: number, last: number });
  }
  return runs.map(({ table, first, last }) => `${table} ${first === last ? first : `${first}–${last}`}`).join(', ');
}

/** The effects of a provider's operations on an accepted request, with the evidence for each part. */
export function successTable(provider: Provider): string {
  const rows = successesOf(provider).map(({ operation, confidenceByPart, evidence }) => [
    `\`${operation}\``,
    confidenceInWords(confidenceByPart).en,
    evidence.map((each) => `${each.about.join(', ')}: ${evidenceText(each)}`).join(' · '),
  ]);
  return table(['operation', 'confidence', 'evidence'], rows);
}

/** The number of successes by the confidence of each part. */
const successTotals = (rows: readonly SuccessRow[]) =>
  successParts.map((part) => {
    const ofPart = rows.map(({ confidenceByPart }) => ({ confidence: confidenceByPart[part] }));
    return [part, countByConfidence(ofPart)] as const;
  });

/** The number of checks and of successes of each provider, by the confidence of the whole and of each part. */
export async function totalsTable(providers: readonly Provider[]): Promise<string> {
  const reports = await Promise.all(providers.map((provider) => provedChecksOf(provider)));
  const rows = reports.flatMap((checks, index) => {
    const byPart = totalsByPart(checks);
    const name = providers[index]?.name ?? '';
    const successes = providers.slice(index, index + 1).flatMap(successesOf);
    const lines: readonly (readonly [string, number, object])[] = [
      ['check', checks.length, totalsOf(checks)],
      ...checkParts.map((part) => [`check: ${part}`, checks.length, byPart[part]] as const),
      ['success', successes.length, countByConfidence(successes)],
      ...successTotals(successes).map(([part, counts]) => [`success: ${part}`, successes.length, counts] as const),
    ];
    return lines.map(([part, all, counts]) => {
      const { documented, corroborated, single, assumed, validated = '' } = counts as Readonly<Record<string, number>>;
      return [name, part, all, documented, corroborated, single, assumed, validated].map(String);
    });
  });
  const head = ['provider', 'what', 'number', 'documented', 'corroborated', 'single', 'assumed', 'validated'];
  return table(head, rows);
}

const sentences = {
  en: {
    of: (name: string, assumed: number, checks: number, parts: string) =>
      `${name}: ${assumed} of ${checks} checks have an assumed part (${parts})`,
    successes: (assumed: number, all: number, parts: string) =>
      `, and ${assumed} of ${all} operations ${assumed === 1 ? 'has' : 'have'} an assumed part in their success (${parts})`,
    separator: '; ',
    end: '.',
  },
  zh: {
    of: (name: string, assumed: number, checks: number, parts: string) =>
      `${name}：${checks} 项检查中有 ${assumed} 项含有 assumed 的部分（${parts}）`,
    successes: (assumed: number, all: number, parts: string) =>
      `，${all} 个操作中有 ${assumed} 个在接受请求后的行为含有 assumed 的部分（${parts}）`,
    separator: '；',
    end: '。',
  },
} as const;

/** The number of checks and of successes of each provider with an assumed part, and with each part assumed. */
export async function totalsSentence(providers: readonly Provider[], language: Language): Promise<string> {
  const { of, successes: ofSuccesses, separator, end } = sentences[language];
  const reports = await Promise.all(providers.map((provider) => provedChecksOf(provider)));
  const parts = reports.map((checks, index) => {
    const byPart = Object.entries(totalsByPart(checks)).map(([part, { assumed }]) => `${part} ${assumed}`);
    const successes = providers.slice(index, index + 1).flatMap(successesOf);
    const bySuccessPart = successTotals(successes).map(([part, { assumed }]) => `${part} ${assumed}`);
    return [
      of(providers[index]?.name ?? '', totalsOf(checks).assumed, checks.length, byPart.join(', ')),
      ofSuccesses(countByConfidence(successes).assumed, successes.length, bySuccessPart.join(', ')),
    ].join('');
  });
  return `${parts.join(separator)}${end}`;
}

/** The chapter on a provider's callback events; empty for a provider without callbacks. */
export function callbacksChapter(provider: Provider): string {
  const rows = eventsOf(provider).map(({ event, title, says, confidence, evidence }) => {
    return [`\`${event}\``, title, says, confidence, evidence.map((each) => evidenceText(each)).join(' · ')];
  });
  if (rows.length === 0) return '';
  const head = ['event', 'title', 'sent when', 'confidence', 'evidence'];
  return `\n## Callbacks\n\nThe callbacks that the provider sends to receivers.\n\n${table(head, rows)}\n`;
}

/** The sources of a provider's contract. */
export function sourcesTable({ sources }: Provider): string {
  const rows = Object.entries(sources).map(([name, { kind, title, read, lineage }]) => [
    `\`${name}\``,
    kind,
    title,
    lineage,
    read,
  ]);
  return table(['source', 'kind', 'title', 'lineage', 'read on'], rows);
}

/** The mistakes that a provider's diagnosis recognises. */
export function mistakesTable({ mistakes = {} }: Provider, language: Language): string {
  const rows = Object.entries(mistakes).map(([mistake, { says, fix }]) => [
    `\`${mistake}\``,
    says[language],
    fix[language],
  ]);
  return table({ en: ['mistake', 'diagnosis', 'fix'], zh: ['错误', '诊断', '解决方法'] }[language], rows);
}

/** The requests that a provider accepts only by leniency. */
export function warningsTable({ warnings = [] }: Provider, language: Language): string {
  const rows = warnings.map(({ name, says, fix, evidence }) => [
    `\`${name}\``,
    says[language],
    fix[language],
    evidence.map((each) => evidenceText(each)).join(' · '),
  ]);
  return table(
    { en: ['warning', 'says', 'to do', 'evidence'], zh: ['警告', '含义', '解决方法', '依据'] }[language],
    rows,
  );
}

/** A provider's refusals as a table: its code, our name, the literal body, its meaning. */
export function refusalsTable({ refusals, commonEvidence }: Provider): string {
  const decoder = new TextDecoder();
  const rows = Object.values(refusals).map((refusal) => [
    refusal.code,
    refusal.name,
    String(refusal.status),
    `\`${decoder.decode(refusal.body)}\``,
    refusal.means,
    confidenceInWords(replyConfidence(refusal, commonEvidence)).en,
    refusal.evidence.map((each) => `${each.about.join(', ')}: ${evidenceText(each)}`).join(' · '),
  ]);
  return table(['code', 'name', 'HTTP', 'body', 'means', 'confidence', 'evidence'], rows);
}

/** The readings of a provider as a table, in which the default comes first, and a table of its profiles. */
export function readingsTable({ readings, readingProfiles = {} }: Provider): string {
  const rows = Object.entries(readings).map(([name, { asks, options, default: usual, reason }]) => {
    const others = Object.entries(options).filter(([option]) => option !== usual);
    const rest = others.map(([option, meaning]) => `\`${option}\`: ${meaning}`);
    return [`\`${name}\``, asks, `\`${usual}\`: ${options[usual] ?? ''}`, rest.join('; '), reason];
  });
  const profiles = Object.entries(readingProfiles).map(([name, { statement, reason, options }]) => {
    const listed = Object.entries(options).map(([reading, option]) => `\`${reading}=${option}\``);
    return [`\`${name}\``, statement, listed.join(', '), reason];
  });
  return [
    table(['reading', 'question', 'default option', 'other options', 'why'], rows),
    'A profile chooses the options of several readings (`--readings`); the others keep their default.',
    table(['profile', 'what it does', 'options', 'why'], profiles),
  ].join('\n\n');
}
