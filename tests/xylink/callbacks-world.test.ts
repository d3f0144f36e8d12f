import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Answer, main, type ProviderServer, startServer, rooms, type Sent, signedByOne } from './office.js';

let server: ProviderServer;
beforeEach(async () => {
  server = await startServer();
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
  const callbacks = { [main.enterpriseId]: { LiveStatus: url, DecryptStatus: null }, [old]: { NewUserCall: url } };
  const rosterCallbacks = { [rooms.small]: { event: 'ConferenceRosterInfo', url }, [rooms.idle]: null };
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
  await send('DELETE', 'callbacks/DecryptStatus');
  await send('DELETE', `callbacks/roster/${rooms.idle}`);
  const { callbacks, rosterCallbacks } = await written();
  expect(callbacks).toEqual({ [main.enterpriseId]: { NewUserCall: url } });
  expect(rosterCallbacks).toEqual({ [rooms.running]: { event: 'ConferenceRosterInfo', url } });
  const before = await written();
  const { text } = await server.send({ method: 'GET', target: '/_simulator/world' });
  expect(await server.send({ method: 'PUT', target: '/_simulator/world', body: text })).toMatchObject({ status: 200 });
  expect(await written()).toEqual(before);
  expect(await listed('callbacks/roster')).toEqual([room]);
});

test('one room that is told of no longer leaves the others', async () => {
  const told = { event: 'NemoHands', url };
  await world('PATCH', { rosterCallbacks: { [rooms.small]: told, [rooms.running]: told } });
  await server.send(signedByOne('DELETE', `callbacks/roster/${rooms.idle}`));
  const numbers = (await listed('callbacks/roster')) as readonly { readonly confNumber: string }[];
  expect(numbers.map(({ confNumber }) => confNumber)).toEqual([rooms.running, rooms.small]);
});

test('everything that is wrong with written callbacks is named, and where', async () => {
  const answer = await world('PATCH', {
    callbacks: { nobody: { NewUserCall: url }, [main.enterpriseId]: { NemoHands: url, LiveStatus: 'http://a:port' } },
    rosterCallbacks: {
      '919999999999': { event: 'NemoHands', url },
      [rooms.small]: { event: 'LiveStatus', url: 'http://[/' },
    },
  });
  const { errors } = JSON.parse(answer.text) as { readonly errors: readonly { readonly pointer: string }[] };
  expect(answer.status).toBe(422);
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
    [
      '/xylink/callbacks/nobody',
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
