import { describe, expect, test } from '@jest/globals';
import bodies from '../../fixtures/body-mistakes.json' with { type: 'json' };
import ofXylink from '../../fixtures/xylink/mistakes.json' with { type: 'json' };
import ofYtx from '../../fixtures/ytx/mistakes.json' with { type: 'json' };
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import bodyTexts from '../../simulator/core/diagnosis/body-advice.json' with { type: 'json' };
import type { MistakeText } from '../../simulator/core/diagnosis/mistakes.js';
import { createSimulator, type Exchange, type IncomingRequest } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { byOne } from '../xylink/xylink-requests.js';
import { incomingRequest as incomingXylink } from '../xylink/diagnosing.js';
import { noon, prepare } from '../ytx/caller.js';
import { incomingRequest } from '../support/incoming-request.js';
import { type ListedCall, type ListedGroups, xylinkRequest, ytxRequest } from './listed-mistakes.js';

const simulator = createSimulator({ clock: { now: () => noon } });
const space = simulator.spaces.getOrCreate(undefined);

/** The texts of advice, which has no ids in a diagnosis. */
const adviceOf = (provider: string): Readonly<Record<string, MistakeText>> => ({
  ...bodyTexts,
  ...providers.find(({ name }) => name === provider)?.adviceTexts,
});

/** Whether a sentence is this text, its placeholders filled in. */
function isFilled(text: string | undefined, sentence: string | undefined): boolean {
  if (text === undefined || sentence === undefined) return false;
  const parts = text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(sentence);
}

/** The code of a reply; empty if it has none. */
function codeIn({ reply }: Exchange): string {
  const body: unknown = JSON.parse(Buffer.from(reply.body).toString());
  const { statusCode, errorCode } = body as { readonly statusCode?: string; readonly errorCode?: number };
  return statusCode ?? errorCode?.toString() ?? '';
}

/** The reply's code and what the diagnosis names first: a mistake, an advice, or a warning. */
function played(provider: 'ytx' | 'xylink', request: IncomingRequest, finds: string) {
  space.reset();
  const exchange = simulator.ask(provider, request);
  const {
    hypotheses,
    advice,
    warnings = [],
  } = diagnosisOf(
    { exchange, complete: true },
    { providers, documents: space.documents, redact: space.redactor(), language: 'en' },
  );
  const [likeliest] = hypotheses;
  const ofAdvice = isFilled(adviceOf(provider)[finds]?.says.en, advice?.says) ? finds : undefined;
  return {
    code: codeIn(exchange),
    finds: likeliest?.mistake ?? ofAdvice ?? warnings[0]?.name,
  };
}

test.each(ofYtx)('YTX: $symptom.en is named $finds', ({ code, finds, call }) => {
  expect(played('ytx', ytxRequest(space, call as ListedCall), finds)).toEqual({ code, finds });
});

test.each(ofXylink)('XYLink: $symptom.en is named $finds', ({ code, finds, call }) => {
  expect(played('xylink', xylinkRequest(call as ListedGroups), finds)).toEqual({ code, finds });
});

describe.each(bodies)('a body: $symptom.en', ({ finds, ...listed }) => {
  const body = 'hex' in listed ? Buffer.from(listed.hex ?? '', 'hex') : Buffer.from(listed.body);

  test('is named by YTX', () => {
    expect(played('ytx', incomingRequest(prepare(space, { body })), finds).finds).toBe(finds);
  });

  test('is named by XYLink', () => {
    const { method, target } = byOne('POST', 'meeting/dynamicGroup', body);
    expect(played('xylink', incomingXylink({ method, target, body }), finds).finds).toBe(finds);
  });
});

test('the list is long enough, and has no mistake twice', () => {
  expect([ofYtx.length >= 20, ofXylink.length >= 12, bodies.length >= 8]).toEqual([true, true, true]);
  for (const list of [ofYtx, ofXylink, bodies]) {
    const symptoms = list.map(({ symptom }) => symptom.en);
    expect(new Set(symptoms).size).toBe(symptoms.length);
    for (const { symptom } of list) expect(symptom.zh).toMatch(/\p{Script=Han}/u);
  }
});
