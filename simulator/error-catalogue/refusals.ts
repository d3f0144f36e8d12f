import { checksOf } from '../checks-report/rows.js';
import { replyConfidence } from '../core/pipeline/confidence.js';
import { defaultOptions } from '../core/pipeline/reading.js';
import type { Retry } from '../core/pipeline/refusal.js';
import type { Provider } from '../core/provider.js';
import { refusalScenarios } from '../core/scenarios/catalogue.js';
import type { Scenario } from '../core/scenarios/scenario.js';
import { placesOf, type RefusalRow } from './rows.js';

/** Every refusal of a provider by the default options: those of its checks in order, then the rest. */
export function refusalRows(provider: Provider): readonly RefusalRow[] {
  return [...refusalScenarios(provider).values()].flatMap((scenario) => rowOf(provider, scenario));
}

const retries: Readonly<Record<Retry, string>> = {
  no: 'No: the same request is refused again.',
  later: 'Yes, after a while.',
  'log-in-again': 'Yes, after another login.',
  'look-first': 'Only after a check of the state: the request may have been executed. Reads are safe to repeat.',
};

const causeUnknown = { reason: 'The requests that get this reply are unknown.' };
const notWrittenDown = { reason: 'No signed request is known to produce it.' };

const decoder = new TextDecoder();

function rowOf(provider: Provider, { name, operations, effect }: Scenario): readonly RefusalRow[] {
  if (effect.does !== 'refuse') return [];
  const readings = defaultOptions(provider.readings);
  const refusal = effect.refusal(readings);
  const { status, body } = provider.refusalReply(refusal, readings);
  const scenario = name.slice(provider.name.length + 1);
  const cause = checksOf(provider).find((row) => row.scenario === scenario);
  const provoked = cause === undefined ? causeUnknown : (provider.manualSteps?.checks[cause.check] ?? notWrittenDown);
  return [
    {
      scenario: name,
      code: refusal.code,
      refusal: refusal.name,
      answer: { status, body: decoder.decode(body) },
      confidenceByPart: replyConfidence(refusal, provider.commonEvidence),
      evidence: refusal.evidence,
      says: { en: refusal.means, zh: refusal.meansInChinese },
      cause,
      places: placesOf(provider, { scenario, operations, provoked }),
      clientThrows: { name: 'RefusedError', with: { refusal: refusal.name, code: refusal.code } },
      retry: retries[refusal.retry],
    },
  ];
}
