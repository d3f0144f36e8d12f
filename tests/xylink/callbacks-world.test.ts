import { afterEach, beforeEach, expect, test } from '@jest/globals';
import events from '../../contracts/xylink/callbacks/events.json' with { type: 'json' };
import callSchema from '../../contracts/xylink/callbacks/new-user-call/body.schema.json' with { type: 'json' };
import values from '../../contracts/xylink/callbacks/new-user-call/values.json' with { type: 'json' };
import requestSchema from '../../contracts/xylink/register-callback/request.schema.json' with { type: 'json' };
import rosterSchema from '../../contracts/xylink/register-roster-callback/request.schema.json' with { type: 'json' };
import { isReceiverAddress } from '../../simulator/core/callbacks/event.js';
import { defaultOptions } from '../../simulator/core/pipeline/reading.js';
import { judge } from '../../simulator/platform/judge.js';
import { callbacks } from '../../simulator/providers/xylink/callbacks/index.js';
import { readings } from '../../simulator/providers/xylink/readings.js';
import {
  type Answer,
  main,
  type ProviderServer,
  rooms,
  type Sent,
  signedByOne,
  startServer,
} from './xylink-requests.js';

let server: ProviderServer;
beforeEach(async () => {
  server = await startServer({ readings: { xylink: { registrationProbe: 'off' } } });
});
afterEach(() => server.close());

const old = 'e000000000000000000000000000000000000002';
const url = 'http://127.0.0.1:9999/calls';
const world = (method: string, part: object): Promise<Answer> => {
  const sent: Sent = { method, target: '/_simulator/world', body: JSON.stringify({ xylink: part }) };
  return server.send(sent);
};
const listed = async (path: string): Promise<unknown> =>
  JSON.parse((await server.send(signedByOne('GET', path))).text) as unknown;
const written = async (): Promise<Readonly<Record<string, unknown>>> => {
  const { text } = await server.send({ method: 'GET', target: '/_simulator/world' });
  return (JSON.parse(text) as { readonly xylink: Readonly<Record<string, unknown>> }).xylink;
};

test('callbacks that a world was written with are there', async () => {
  const callbacks = { [main.enterpriseId]: { LiveStatus: url }, [old]: { NewUserCall: url } };
  const rosterCallbacks = { [rooms.small]: { event: 'ConferenceRosterInfo', url } };
  expect(await world('PATCH', { callbacks, rosterCallbacks })).toMatchObject({ status: 200 });
  expect(await listed('callbacks')).toEqual([{ callbackEvent: 'LiveStatus', handlerUrl: url }]);
  expect(await listed('callbacks/roster')).toEqual([
    { confNumber: rooms.small, callbackEvent: 'ConferenceRosterInfo', handlerUrl: url },
  ]);
});

test('what was registered stands in the world that is read back, and lives on when it is laid out again', async () => {
  const send = (method: string, path: string, body?: object): Promise<Answer> =>
    server.send(signedByOne(method, path, body === undefined ? '' : JSON.stringify(body)));
  await send('POST', 'callbacks', { callbackEvent: 'NewUserCall', handlerUrl: url });
  const room = { confNumber: rooms.running, callbackEvent: 'ConferenceRosterInfo', handlerUrl: url };
  await send('POST', `callbacks/roster/${rooms.running}`, room);
  const { callbacks, rosterCallbacks } = await written();
  expect(callbacks).toEqual({ [main.enterpriseId]: { NewUserCall: url } });
  expect(rosterCallbacks).toEqual({ [rooms.running]: { event: 'ConferenceRosterInfo', url } });
  const before = await written();
  const { text } = await server.send({ method: 'GET', target: '/_simulator/world' });
  expect(await server.send({ method: 'PUT', target: '/_simulator/world', body: text })).toMatchObject({ status: 200 });
  expect(await written()).toEqual(before);
  expect(await listed('callbacks/roster')).toEqual([room]);
});

test('removing the callback of one room keeps those of the others', async () => {
  const rosterCallback = { event: 'NemoHands', url };
  const numbers = [rooms.small, rooms.running, rooms.idle];
  await world('PATCH', { rosterCallbacks: Object.fromEntries(numbers.map((each) => [each, rosterCallback])) });
  await server.send(signedByOne('DELETE', `callbacks/roster/${rooms.idle}`));
  const left = (await listed('callbacks/roster')) as readonly { readonly confNumber: string }[];
  expect(left.map(({ confNumber }) => confNumber)).toEqual([rooms.running, rooms.small]);
});

test('everything that is wrong with written callbacks is named, and where', async () => {
  const answer = await world('PATCH', {
    callbacks: { unknown: { NewUserCall: url }, [main.enterpriseId]: { NemoHands: url, LiveStatus: 'http://a:port' } },
    rosterCallbacks: {
      '919999999999': { event: 'NemoHands', url },
      [rooms.small]: { event: 'LiveStatus', url: 'http://[/' },
    },
  });
  const { errors } = JSON.parse(answer.text) as { readonly errors: readonly { readonly pointer: string }[] };
  expect(answer.status).toBe(422);
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
    [
      '/xylink/callbacks/unknown',
      `/xylink/callbacks/${main.enterpriseId}/NemoHands`,
      `/xylink/callbacks/${main.enterpriseId}/LiveStatus`,
      '/xylink/rosterCallbacks/919999999999',
      `/xylink/rosterCallbacks/${rooms.small}/event`,
      `/xylink/rosterCallbacks/${rooms.small}/url`,
    ].sort(),
  );
});

test.each(['http://user:secret@receiver.example/', 'receiver.example', 7])('%s is no handler', async (wrong) => {
  const answer = await world('PATCH', { callbacks: { [main.enterpriseId]: { LiveStatus: wrong } } });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`/xylink/callbacks/${main.enterpriseId}/LiveStatus`);
  expect(answer.text).not.toContain('secret');
});

test.each(['PUT', 'DELETE'])(
  '%s of the list of all rooms is not modelled, though an event may stand there',
  async (method) => {
    const answer = await server.send(signedByOne(method, 'callbacks/roster', '{}'));
    expect(answer).toMatchObject({ status: 501, refusedBy: undefined });
  },
);

const defaults = defaultOptions(readings);
const reply = (status: number) => ({ status, contentType: null, body: new Uint8Array() });
const accepted = (status: number, callbackReply: 'any-2xx' | 'only-200' = 'any-2xx'): boolean =>
  callbacks.accepts(reply(status), { ...defaults, callbackReply });

test('a failed delivery is retried five times within two hours, or never', () => {
  expect(callbacks.retries(defaults)).toEqual([30_000, 120_000, 600_000, 1_800_000, 3_600_000]);
  expect(callbacks.retries({ ...defaults, callbackRetries: 'never' })).toEqual([]);
});

test('a delivery succeeds with any 2xx, or with 200 only', () => {
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
  expect(callSchema.oneOf[0]?.properties.callStatus?.enum).toEqual([values.joined, values.left]);
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
