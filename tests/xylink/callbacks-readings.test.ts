import { expect, test } from '@jest/globals';
import events from '../../contracts/xylink/callbacks/events.json' with { type: 'json' };
import values from '../../contracts/xylink/callbacks/new-user-call/values.json' with { type: 'json' };
import callSchema from '../../contracts/xylink/callbacks/new-user-call/body.schema.json' with { type: 'json' };
import requestSchema from '../../contracts/xylink/register-callback/request.schema.json' with { type: 'json' };
import rosterSchema from '../../contracts/xylink/register-roster-callback/request.schema.json' with { type: 'json' };
import { defaultReadings } from '../../simulator/core/pipeline/reading.js';
import { judge } from '../../simulator/platform/judge.js';
import { callbacks } from '../../simulator/providers/xylink/callbacks/index.js';
import { isReceiverAddress } from '../../simulator/core/callbacks/event.js';
import { readings } from '../../simulator/providers/xylink/readings.js';

const standard = defaultReadings(readings);
const reply = (status: number) => ({ status, contentType: null, body: new Uint8Array() });
const accepted = (status: number, callbackReply: 'any-2xx' | 'only-200' = 'any-2xx'): boolean =>
  callbacks.accepts(reply(status), { ...standard, callbackReply });

test('a handler that fails is told again three times, within a quarter of an hour, or never', () => {
  expect(callbacks.retries(standard)).toEqual([30_000, 120_000, 600_000]);
  expect(callbacks.retries({ ...standard, callbackRetries: 'never' })).toEqual([]);
});

test('a handler has been told when it answers with any success, or with 200 alone', () => {
  expect([199, 200, 204, 299, 300, 404, 500].map((status) => accepted(status))).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect([200, 201, 204].map((status) => accepted(status, 'only-200'))).toEqual([true, false, false]);
});

test('the lists of events are the same wherever they stand', () => {
  expect(requestSchema.properties.callbackEvent.enum).toEqual(events.enterprise);
  expect(rosterSchema.properties.registration.properties.callbackEvent.enum).toEqual(events.room);
  expect(callSchema.properties.callStatus.enum).toEqual([values.joined, values.left]);
  expect([...events.enterprise, ...events.room]).toEqual(expect.arrayContaining(Object.keys(callbacks.events)));
});

test.each([
  ['http://127.0.0.1:8080', true],
  ['https://receiver.example/xylink?a=1#b', true],
  ['https://receiver.example/@all', true],
  ['/_simulator/sink/', true],
  ['/_simulator/sink/calls/today', true],
  ['/_simulator/world', false],
  ['https://user@receiver.example/', false],
  ['https://user:secret@receiver.example/', false],
  ['ftp://receiver.example/', false],
  ['https:///xylink', false],
  ['https://receiver.example:port/', false],
  ['https://receiver.example/a b', false],
  [' https://receiver.example/', false],
  ['receiver.example', false],
])('whether %s can be a handler is %s', (url, expected) => {
  expect(isReceiverAddress(url)).toBe(expected);
  const fits = judge(requestSchema, { callbackEvent: 'NewUserCall', handlerUrl: url }).length === 0;
  // What a schema takes may still be no URL; what the rules take the schema must.
  expect(fits || !expected).toBe(true);
});
