import { expect, test } from '@jest/globals';
import type { DeliveryResult } from '../../simulator/core/callbacks/transport.js';
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import { createSimulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { incomingRequest } from '../xylink/diagnosing.js';
import { noon, signedByOne } from '../xylink/xylink-requests.js';

const simulator = createSimulator({ startAt: noon });
const space = simulator.spaces.getOrCreate(undefined);

/** The advice on a registration whose handler gave this result. */
function adviceOn(probe: DeliveryResult, language: 'en' | 'zh' = 'en'): NonNullable<Diagnosis['advice']> {
  const body = JSON.stringify({ callbackEvent: 'NewUserCall', handlerUrl: 'https://receiver.example/hook' });
  const { method, target } = signedByOne('POST', 'callbacks', body);
  const request = incomingRequest({ method, target, body: Buffer.from(body) });
  const exchange = simulator.ask('xylink', request, { probe });
  const asked = { providers, documents: space.documents, redact: space.redactor(), language };
  const { advice } = diagnosisOf({ exchange, complete: true }, asked);
  if (advice === undefined) throw new Error('the registration has no advice');
  return advice;
}

const answered = (status: number): DeliveryResult => ({
  outcome: 'answered',
  reply: { status, contentType: null, body: new Uint8Array() },
});

test.each<[DeliveryResult, string, string]>([
  [
    { outcome: 'not-connected', says: 'the connection was refused' },
    'did not reach the handler: the connection was refused.',
    'Start the handler before you register it',
  ],
  [{ outcome: 'timed-out' }, 'did not reply to the probe within 500 ms.', 'at once'],
  [answered(404), 'replied to the probe with 404;', 'check the path of handlerUrl'],
  [
    { outcome: 'broken-off', says: 'the connection closed before the reply was complete' },
    'did not complete its reply to the probe:',
    'Check the log of the handler',
  ],
  [{ outcome: 'not-allowed', says: 'the host is not allowed' }, 'sends no probe to this handler:', '--callback-allow'],
])('each outcome of a probe has its own To do: %j', (probe, says, fix) => {
  const advice = adviceOn(probe);
  expect(advice.says).toContain(says);
  expect(advice.fix).toContain(fix);
  const chinese = adviceOn(probe, 'zh');
  expect([chinese.says, chinese.fix].join('')).toMatch(/\p{Script=Han}/u);
});

test('no two outcomes share a To do', () => {
  const all: readonly DeliveryResult[] = [
    { outcome: 'not-connected', says: 'x' },
    { outcome: 'timed-out' },
    answered(500),
    { outcome: 'broken-off', says: 'x' },
    { outcome: 'not-allowed', says: 'x' },
  ];
  expect(new Set(all.map((probe) => adviceOn(probe).fix)).size).toBe(all.length);
});
