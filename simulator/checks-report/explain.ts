import { english, type Message, padTo, phrase, say, type Render } from '../../contracts/messages.js';
import { type CheckPart, confidenceInWords, replyConfidence, wordOf } from '../core/pipeline/confidence.js';
import type { Evidence, SuccessPart } from '../core/pipeline/evidence.js';
import type { Refusal } from '../core/pipeline/refusal.js';
import type { Provider } from '../core/provider.js';
import { provedChecksOf, type ProvedRow } from './proof.js';
import { type EventRow, eventsOf, type SuccessRow, successesOf } from './rows.js';

/**
 * Explains a code, a refusal's name, a check, a scenario of a check, an operation, or an event, as lines of text;
 * undefined if there is none of this name.
 */
export async function explain(provider: Provider, asked: string, text: Render = english): Promise<string | undefined> {
  const event = eventsOf(provider).find((each) => each.event === asked);
  if (event !== undefined) return aboutEvent(provider, event, text);
  const success = successesOf(provider).find(({ operation }) => operation === asked);
  if (success !== undefined) return aboutSuccess(provider, success, text);
  const rows = await provedChecksOf(provider);
  const refusals = Object.values(provider.refusals).filter(({ code, name }) => code === asked || name === asked);
  const names = new Set(refusals.map(({ name }) => name));
  const matching = rows.filter(
    ({ check, scenario, refusals: given }) =>
      [check, check.slice(provider.name.length + 1), scenario].includes(asked) ||
      given.some(({ name }) => names.has(name)),
  );
  if (matching.length === 0 && refusals.length === 0) return undefined;
  const shown = refusals.length > 0 ? refusals : refusalsOf(provider, matching);
  return [
    ...shown.map((refusal) => aboutRefusal(provider, refusal, text)),
    ...matching.map((row) => aboutCheck(row, text)),
    ...silence(matching, text),
  ].join('\n\n');
}

function refusalsOf(provider: Provider, rows: readonly ProvedRow[]): readonly Refusal[] {
  const names = new Set(rows.flatMap(({ refusals }) => refusals.map(({ name }) => name)));
  return Object.values(provider.refusals).filter(({ name }) => names.has(name));
}

const decoder = new TextDecoder();

function aboutRefusal({ name: provider, commonEvidence }: Provider, refusal: Refusal, text: Render): string {
  const { name, code, status, body, evidence } = refusal;
  return [
    `${provider} ${code} ${name}: ${text({ en: refusal.means, zh: refusal.meansInChinese })}`,
    `  HTTP ${status} ${decoder.decode(body)}`,
    `  ${text(say`reply: ${text(confidenceInWords(replyConfidence(refusal, commonEvidence)))}`)}`,
    ...evidence.map((each) => reasonLine(each, text, each.about)),
    ...(commonEvidence?.headers ?? []).map((each) => reasonLine(each, text, ['headers'])),
  ].join('\n');
}

const silence = (rows: readonly ProvedRow[], text: Render): readonly string[] =>
  rows.length > 0 ? [] : [`  ${text(say`No check returns it: the requests that get this reply are unknown.`)}`];

const evidenceLine = (each: Evidence, text: Render): string =>
  each.confidence === 'assumed' ? text(each.statement) : `${text(each.statement)}  [${each.sources.join(', ')}]`;

const aboutEvent = ({ name: provider }: Provider, { event, title, says, evidence }: EventRow, text: Render): string =>
  [
    text(say`${provider} sends ${event} (${phrase(title)}): ${phrase(says)}`),
    ...evidence.map((each) => reasonLine(each, text)),
  ].join('\n');

const aboutSuccess = (
  { name: provider }: Provider,
  { operation, confidenceByPart, evidence }: SuccessRow,
  text: Render,
): string =>
  [
    text(say`${provider} ${operation}: what it does when it accepts a request`),
    `  ${text(say`whole`)}: ${text(confidenceInWords(confidenceByPart))}`,
    ...evidence.map((each) => reasonLine(each, text, each.about)),
  ].join('\n');

function reasonLine(each: Evidence, text: Render, about: readonly (CheckPart | SuccessPart)[] = []): string {
  const parts = about.map((part) => text(wordOf(part))).join(', ');
  const confidence = padTo(text(wordOf(each.confidence)), 12);
  return `    ${confidence} ${parts === '' ? '' : `${parts}: `}${evidenceLine(each, text)}`;
}

function aboutCheck(
  { check, statement, scenario, operations, confidenceByPart, evidence, readings, cases, validated }: ProvedRow,
  text: Render,
): string {
  const label = (name: Message): string => padTo(text(name), 13);
  return [
    `  ${check}`,
    `    ${text(say`requires: ${phrase(statement)}; scenario: ${scenario}; operations: ${operations.join(', ')}`)}`,
    `    ${label(say`whole`)}${text(confidenceInWords(confidenceByPart))}`,
    ...evidence.map((each) => reasonLine(each, text, ['condition'])),
    ...(validated ? [`    validated    ${text(say`on ${validated.when.slice(0, 10)} by ${validated.case}`)}`] : []),
    ...(readings.length > 0 ? [`    ${label(say`readings`)}${readings.join(', ')}`] : []),
    ...cases.map((name, index) => `    ${label(index === 0 ? say`cases` : phrase(''))}${name}`),
  ].join('\n');
}
