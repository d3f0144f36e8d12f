import type { Exchange } from '../requests/handle-request.js';
import { findFault } from '../scenarios/faults.js';
import type { RequestEffects } from '../scenarios/request-effects.js';
import { type CheckMet, type Diagnosis, reachedProvider } from './diagnosis.js';
import { joinSentences, type Language, sentence } from './sentences.js';

type Unsaid = Omit<Diagnosis, 'says'>;

/** A diagnosis in a sentence or two: what the provider said, and what scenarios made of it. */
export function summary(diagnosis: Unsaid, exchange: Pick<Exchange, 'outcome' | 'effects'>): string {
  const { language } = diagnosis;
  return joinSentences(
    [...outcomeSentences(diagnosis, reachedProvider(exchange)), ...onTheWay(exchange.effects, language)],
    language,
  );
}

function outcomeSentences(diagnosis: Unsaid, hasReached: boolean): readonly string[] {
  const { source, language, scenario = '' } = diagnosis;
  switch (source) {
    case 'provider':
      return verdict(diagnosis);
    case 'scenario':
      if (!hasReached) return [sentence('scenario', language, { scenario })];
      return [sentence('scenarioInstead', language, { scenario }), ...verdict(diagnosis)];
    case 'not-modelled':
      return [summaryOfNearest(diagnosis)];
    case 'fault':
      return [sentence('fault', language)];
  }
}

/** What the provider said. Of a request that was not kept, and answered by a scenario, nobody can tell any more. */
function verdict({
  source,
  language,
  refusedBy: check,
  whole,
  hypotheses,
  signature,
  checks,
}: Unsaid): readonly string[] {
  if (check === undefined) return [sentence(whole || source === 'provider' ? 'accepted' : 'notKept', language)];
  if (!whole) return [sentence('refused', language, { check }), sentence('notKept', language)];
  const [likeliest] = hypotheses;
  if (likeliest !== undefined) return [sentence('refusedLikely', language, { check, mistake: likeliest.says })];
  const refused = refusalSentence(check, checks.at(-1), language);
  return signature === undefined ? [refused] : [refused, sentence('unexplained', language)];
}

function refusalSentence(check: string, { expected, received }: Partial<CheckMet> = {}, language: Language): string {
  if (expected === undefined || received === undefined) return sentence('refused', language, { check });
  return sentence('refusedForValue', language, { check, expected: asText(expected), received: asText(received) });
}

function summaryOfNearest({ language, notModelled: what = '', nearest: [first] = [] }: Unsaid): string {
  if (first === undefined) return sentence('notModelled', language, { what });
  const { operation, method, path } = first;
  return sentence('notModelledNearest', language, { what, operation, method, path });
}

/** What a check shows, as it stands in a sentence or a table. */
export function asText(shown: unknown): string {
  return typeof shown === 'string' ? shown : JSON.stringify(shown);
}

/** What scenarios did to a reply on its way, whoever gave it; empty when they let it pass. */
function onTheWay(effects: RequestEffects | undefined, language: Language): readonly string[] {
  if (effects === undefined) return [];
  const { names, refuses, instead, delayMs, fault, early } = effects;
  const others: readonly (string | undefined)[] = [refuses?.scenario, instead?.scenario, fault, early];
  const scenarios = names.filter((name) => !others.includes(name)).join(', ');
  const delayed = delayMs > 0 ? [sentence('delayed', language, { scenarios, ms: String(delayMs) })] : [];
  if (fault === undefined) return delayed;
  const says = findFault(fault)?.says[language] ?? '';
  return [...delayed, sentence('broken', language, { scenario: fault, says })];
}
