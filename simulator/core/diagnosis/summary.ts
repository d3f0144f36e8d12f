import type { Exchange } from '../requests/handle-request.js';
import { findFault } from '../scenarios/faults.js';
import type { RequestEffects } from '../scenarios/request-effects.js';
import { type CheckMet, type Diagnosis, reachedProvider } from './diagnosis.js';
import { joinSentences, type Language, sentence } from './sentences.js';

type Unsummarised = Omit<Diagnosis, 'says'>;

/** A diagnosis in one or two sentences: the provider's reply, and the effects of scenarios on it. */
export function summary(diagnosis: Unsummarised, exchange: Pick<Exchange, 'outcome' | 'effects'>): string {
  const { language } = diagnosis;
  return joinSentences(
    [...outcomeSentences(diagnosis, reachedProvider(exchange)), ...onTheWay(exchange.effects, language)],
    language,
  );
}

function outcomeSentences(diagnosis: Unsummarised, hasReached: boolean): readonly string[] {
  const { source, language, scenario = '', stub = '' } = diagnosis;
  switch (source) {
    case 'provider':
      return verdict(diagnosis);
    case 'scenario':
      if (!hasReached) return [sentence('scenario', language, { scenario })];
      return [sentence('scenarioInstead', language, { scenario }), ...verdict(diagnosis)];
    case 'stub':
      return [sentence('stub', language, { stub })];
    case 'warnings':
      return [sentence('rejectedWarnings', language)];
    case 'not-modelled':
      return [summaryOfNearest(diagnosis)];
    case 'bug':
      return [sentence('bug', language)];
  }
}

/** The provider's reply. Unknown for a request that was not kept and that a scenario answered. */
function verdict({
  source,
  language,
  refusedBy: check,
  whole,
  hypotheses,
  signature,
  checks,
  advice,
}: Unsummarised): readonly string[] {
  if (check === undefined) return [sentence(whole || source === 'provider' ? 'accepted' : 'notKept', language)];
  if (!whole) return [sentence('refused', language, { check }), sentence('notKept', language)];
  const [likeliest] = hypotheses;
  if (likeliest !== undefined) return [sentence('refusedLikely', language, { check, mistake: likeliest.says })];
  const refused =
    advice === undefined
      ? refusalSentence(check, checks.at(-1), language)
      : sentence('refusedSince', language, { check, says: advice.says });
  return signature === undefined ? [refused] : [refused, sentence('unexplained', language)];
}

function refusalSentence(check: string, { expected, received }: Partial<CheckMet> = {}, language: Language): string {
  if (expected === undefined || received === undefined) return sentence('refused', language, { check });
  return sentence('refusedForValue', language, { check, expected: asText(expected), received: asText(received) });
}

function summaryOfNearest({ language, notModelled: what = '', nearest: [first] = [] }: Unsummarised): string {
  if (first === undefined) return sentence('notModelled', language, { what });
  const { operation, method, path } = first;
  return sentence('notModelledNearest', language, { what, operation, method, path });
}

/** A check's detail, as text for a sentence or a table. */
export function asText(shown: unknown): string {
  return typeof shown === 'string' ? shown : JSON.stringify(shown);
}

/** The effects of scenarios on a reply on its way; empty if there are none. */
function onTheWay(effects: RequestEffects | undefined, language: Language): readonly string[] {
  if (effects === undefined) return [];
  const { names, refuses, replacement: instead, delayMs, fault, callbackBeforeReply } = effects;
  const others: readonly (string | undefined)[] = [refuses?.scenario, instead?.scenario, fault, callbackBeforeReply];
  const scenarios = names.filter((name) => !others.includes(name)).join(', ');
  const delayed = delayMs > 0 ? [sentence('delayed', language, { scenarios, ms: String(delayMs) })] : [];
  if (fault === undefined) return delayed;
  const says = findFault(fault)?.says[language] ?? '';
  return [...delayed, sentence('broken', language, { scenario: fault, says })];
}
