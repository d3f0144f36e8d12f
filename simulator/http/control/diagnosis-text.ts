import stringWidth from 'string-width';
import { table as tableOf } from '../../../contracts/messages.js';
import type { CheckMet, Diagnosis, LikelyMistake } from '../../core/diagnosis/diagnosis.js';
import { type Difference, piecesOf, sharedPieces } from '../../core/diagnosis/differences.js';
import { fillText } from '../../core/diagnosis/mistakes.js';
import type { NearMiss } from '../../core/diagnosis/nearest.js';
import type { Language } from '../../core/diagnosis/sentences.js';
import { asText } from '../../core/diagnosis/summary.js';
import { confidenceInWords, wordOf } from '../../core/pipeline/confidence.js';
import type { Evidence } from '../../core/pipeline/evidence.js';
import labels from './diagnosis-text.json' with { type: 'json' };

/** Our own words around a diagnosis, in its language. */
type Label = (name: keyof typeof labels, values?: Readonly<Record<string, string>>) => string;

/**
 * Renders a diagnosis as text: a summary, the likely mistakes, the checks and the evidence.
 *
 * An `unsent` request has no exchange number to refer to.
 */
export function diagnosisText(diagnosis: Diagnosis, about: 'exchange' | 'unsent' = 'exchange'): string {
  const {
    exchange,
    provider,
    language,
    operation = '',
    refusal,
    advice,
    hypotheses,
    nearest = [],
    checks,
    warnings = [],
  } = diagnosis;
  const label: Label = (name, values = {}) => fillText(labels[name], values)[language];
  const head = [label(about, { id: String(exchange) }), provider, operation, codeOf(refusal)];
  const sections = [
    [head.filter((part) => part !== '').join(' · '), visible(diagnosis.says)],
    // A likely mistake says more than the check alone.
    advice === undefined || hypotheses.length > 0 ? [] : [label('fix', { fix: visible(advice.fix) })],
    signature(diagnosis, label),
    withTitle(
      label('likely'),
      hypotheses.flatMap((each, index) => likely(each, index + 1, label)),
    ),
    withTitle(
      label('warnings'),
      warnings.flatMap(({ name, says, fix }) => [
        `${visible(says)} (${name})`,
        `  ${label('fix', { fix: visible(fix) })}`,
      ]),
    ),
    withTitle(
      label('nearest'),
      nearest.flatMap((each) => near(each, label)),
    ),
    withTitle(label('checks'), table(checks.map((each) => check(each, label)))),
    evidenceLines(checks, label, language),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const codeOf = (refusal: Diagnosis['refusal']): string =>
  refusal === undefined ? '' : `${refusal.code} ${refusal.name}: ${refusal.means}`;

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const withTitle = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...indent(lines)];

function signature({ signature: seen }: Diagnosis, label: Label): readonly string[] {
  if (seen === undefined) return [];
  const { name, canonical, expected, received } = seen;
  const rows = [
    [label('signed'), visible(canonical)],
    [label('expected'), visible(expected)],
    [label('received'), visible(received)],
  ];
  return withTitle(name, table(rows));
}

function likely(
  { mistake, says, fix, firstDifference }: LikelyMistake,
  place: number,
  label: Label,
): readonly string[] {
  const mistakeLines = [`${place}. ${visible(says)} (${mistake})`, `   ${label('fix', { fix: visible(fix) })}`];
  if (firstDifference === undefined) return mistakeLines;
  const { at, expected, received } = firstDifference;
  const lines = compareLines([label('expected'), expected], [label('received'), received]);
  return [...mistakeLines, `   ${label('difference', { at: String(at) })}`, ...lines.map((line) => `     ${line}`)];
}

function near({ provider, operation, method, path, differs }: NearMiss, label: Label): readonly string[] {
  const rows = differs.map((each) => [
    partOf(each, label),
    `${label('expected')} ${visible(each.expected ?? label('nothing'))}`,
    `${label('received')} ${visible(each.received ?? label('nothing'))}`,
    each.change,
  ]);
  const lines = rows.length === 0 ? [label('sameLine')] : table(rows);
  return [`${provider} ${operation}: ${method} ${path}`, ...indent(lines)];
}

function partOf({ part }: Difference, label: Label): string {
  if (part === 'host' || part === 'method') return label(part);
  return label('segment', { place: part.replace(/\D+/, '') });
}

function check(
  { check: name, passed, expected, received, evidence: _, confidence: __, ...more }: CheckMet,
  label: Label,
): readonly string[] {
  const shown = { [label('expected')]: expected, [label('received')]: received, ...more };
  const cells = Object.entries(shown).flatMap(([member, value]) =>
    value === undefined ? [] : [`${member} ${visible(asText(value))}`],
  );
  return [passed ? '✓' : '✗', name, ...cells];
}

function evidenceLines(checks: readonly CheckMet[], label: Label, language: Language): readonly string[] {
  return checks.flatMap(({ check: name, evidence = [], confidence }) => {
    const { whole, ...parts } = confidence ?? {};
    const summary = whole === undefined ? [] : [label('whole', { confidence: confidenceInWords(parts)[language] })];
    const reasons = table(evidence.map((each) => [wordOf(each.confidence)[language], reasonOf(each)]));
    return withTitle(label('evidence', { check: name }), [...summary, ...reasons]);
  });
}

const reasonOf = (each: Evidence): string =>
  each.confidence === 'assumed' ? each.statement : `${each.statement}  [${each.sources.join(', ')}]`;

/** A text in one line, with what a terminal would obey or hide written as escapes. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const escape = JSON.stringify(character).slice(1, -1);
    return escape === character ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : escape;
  });
}

/** A table whose values come from requests: a terminal shows their emoji and combined characters, too. */
const table = (rows: readonly (readonly string[])[]): readonly string[] => tableOf(rows, stringWidth);

/** Two texts below each other behind their labels, and a caret under the place where they part. */
export function compareLines(
  expected: readonly [label: string, text: string],
  received: readonly [label: string, text: string],
): readonly string[] {
  const [pieces, others] = [expected, received].map(([, text]) => piecesOf(text).map(visible));
  const shared = (pieces ?? []).slice(0, sharedPieces(pieces ?? [], others ?? [])).join('');
  const [first = '', second = ''] = table([expected, received].map(([label, text]) => [label, visible(text)]));
  const labels = Math.max(stringWidth(expected[0]), stringWidth(received[0])) + 2;
  return [first, second, `${' '.repeat(labels + stringWidth(shared))}^`];
}
