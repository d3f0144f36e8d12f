import { confidenceInWords, replyConfidence } from '../core/pipeline/confidence.js';
import type { Evidence } from '../core/pipeline/evidence.js';
import type { Refusal } from '../core/pipeline/refusal.js';
import type { Provider } from '../core/provider.js';
import { provedChecksOf, type ProvedRow } from './proof.js';
import { type EventRow, eventsOf, type SuccessRow, successesOf } from './rows.js';

/**
 * Explains a code, a refusal's name, a check, a scenario of a check, an operation, or an event, as lines of text;
 * undefined if there is none of this name.
 */
export async function explain(provider: Provider, asked: string): Promise<string | undefined> {
  const event = eventsOf(provider).find((each) => each.event === asked);
  if (event !== undefined) return aboutEvent(provider, event);
  const success = successesOf(provider).find(({ operation }) => operation === asked);
  if (success !== undefined) return aboutSuccess(provider, success);
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
    ...shown.map((refusal) => aboutRefusal(provider, refusal)),
    ...matching.map(aboutCheck),
    ...silence(matching),
  ].join('\n\n');
}

function refusalsOf(provider: Provider, rows: readonly ProvedRow[]): readonly Refusal[] {
  const names = new Set(rows.flatMap(({ refusals }) => refusals.map(({ name }) => name)));
  return Object.values(provider.refusals).filter(({ name }) => names.has(name));
}

const decoder = new TextDecoder();

function aboutRefusal({ name: provider, commonEvidence }: Provider, refusal: Refusal): string {
  const { name, code, status, body, means, evidence } = refusal;
  return [
    `${provider} ${code} ${name}: ${means}`,
    `  HTTP ${status} ${decoder.decode(body)}`,
    `  reply: ${confidenceInWords(replyConfidence(refusal, commonEvidence))}`,
    ...evidence.map((each) => reasonLine(each, each.about.join(', '))),
    ...(commonEvidence?.headers ?? []).map((each) => reasonLine(each, 'headers')),
  ].join('\n');
}

const silence = (rows: readonly ProvedRow[]): readonly string[] =>
  rows.length > 0 ? [] : ['  No check returns it: the requests that get this reply are unknown.'];

const evidenceLine = (each: Evidence): string =>
  each.confidence === 'assumed' ? each.statement : `${each.statement}  [${each.sources.join(', ')}]`;

const aboutEvent = ({ name: provider }: Provider, { event, title, says, evidence }: EventRow): string =>
  [`${provider} sends ${event} (${title}): ${says}`, ...evidence.map((each) => reasonLine(each))].join('\n');

const aboutSuccess = ({ name: provider }: Provider, { operation, confidenceByPart, evidence }: SuccessRow): string =>
  [
    `${provider} ${operation}: what it does when it accepts a request`,
    `  whole: ${confidenceInWords(confidenceByPart)}`,
    ...evidence.map((each) => reasonLine(each, each.about.join(', '))),
  ].join('\n');

const reasonLine = (each: Evidence, about?: string): string =>
  `    ${each.confidence.padEnd(12)} ${about === undefined ? '' : `${about}: `}${evidenceLine(each)}`;

function aboutCheck({
  check,
  statement,
  scenario,
  operations,
  confidenceByPart,
  evidence,
  readings,
  cases,
  validated,
}: ProvedRow): string {
  return [
    `  ${check}`,
    `    requires: ${statement}; scenario: ${scenario}; operations: ${operations.join(', ')}`,
    `    whole        ${confidenceInWords(confidenceByPart)}`,
    ...evidence.map((each) => reasonLine(each, 'condition')),
    ...(validated ? [`    validated    on ${validated.when.slice(0, 10)} by ${validated.case}`] : []),
    ...(readings.length > 0 ? [`    readings     ${readings.join(', ')}`] : []),
    ...cases.map((name, index) => `    ${index === 0 ? 'cases' : '     '}        ${name}`),
  ].join('\n');
}
