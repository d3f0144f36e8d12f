import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultFlags, signRequest } from '../../simulator/cli/shared/request-overrides.js';
import type { SignedByHand } from '../../simulator/core/requests/request-builder.js';
import { traceOf } from '../../simulator/core/requests/trace.js';
import {
  type Answer,
  byOne,
  byTwo,
  groups,
  login,
  main,
  noon,
  type ProviderServer,
  rooms,
  type Sent,
  startServer,
} from './xylink-requests.js';

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const prefixed = (prefix: string, sent: Sent): Sent => ({ ...sent, target: prefix + sent.target });
const status = byOne('GET', `${rooms.running}/meetingStatus`);
const unsigned: Sent = {
  method: 'GET',
  target: `/api/rest/external/v1/conferenceControl/${rooms.running}/meetingStatus?enterpriseId=${main.enterpriseId}&signature=signature`,
};

describe('signature 1.0 by hand', () => {
  test.each([
    ['with the host in the path', prefixed('/sdk.xylink.com', status)],
    ['in a space of its own', prefixed('/~alice/cloud.xylink.com', status)],
    ['by Host header', { ...status, headers: { Host: 'sdkapi.xylink.com' } }],
    ['by the bare path', status],
  ] as const)('is accepted %s', async (_, sent) => {
    expect(await server.send(sent)).toMatchObject({ status: 200, refusedBy: undefined });
  });

  test('is accepted with its plus signs sent as spaces', async () => {
    const signed = Array.from({ length: 40 }, (_, index) => groups({ meetingRoomNumber: rooms.idle, note: index }));
    const plus = signed.find(({ target }) => target.includes('%2B')) ?? status;
    const sent = { ...plus, target: plus.target.replaceAll('%2B', '+') };
    expect(await server.send(sent)).toMatchObject({ refusedBy: 'xylink/meeting-is-running' });
  });

  test('is refused when anything that is signed is changed', async () => {
    const sent = groups({ meetingRoomNumber: rooms.running });
    const changed = { ...sent, body: sent.body?.replace(rooms.running, rooms.small) ?? '' };
    const { refusedBy, status: code, text } = await server.send(changed);
    expect({ refusedBy, code }).toEqual({ refusedBy: 'xylink/signature-one-is-right', code: 400 });
    expect(JSON.parse(text)).toMatchObject({ userMessage: 'openapi.invalid.signature' });
  });
});

describe('signature 2.0 by hand', () => {
  test('is accepted over the target as the provider sees it, the literal signature of the SDK included', async () => {
    const tokens = await login(server);
    const two = byTwo(tokens, unsigned);
    expect(await server.send(two)).toMatchObject({ status: 200 });
    expect(await server.send({ ...two, headers: { ...two.headers, Host: 'sdkapi.xylink.com' } })).toMatchObject({
      status: 200,
    });
    expect(await server.send(prefixed('/sdk.xylink.com', two))).toMatchObject({ status: 200 });
  });

  test('is accepted over the target as sent, and the trace says so', async () => {
    const tokens = await login(server);
    const sent = prefixed('/sdk.xylink.com', unsigned);
    expect(await server.send(byTwo(tokens, sent))).toMatchObject({ status: 200 });
    const last = server.space().journal.entries().at(-1);
    if (last === undefined) throw new Error('nothing was recorded');
    const step = traceOf(last.exchange).find(({ check }) => check === 'xylink/signature-two-is-right');
    expect(step?.saw).toMatchObject({ received: 'a correct one, over the target as sent, including the prefix' });
  });

  test('is refused in lower case, and with 401 once the token has expired', async () => {
    const tokens = await login(server);
    const two = byTwo(tokens, unsigned);
    const sign = two.headers?.['x-xy-sign']?.toLowerCase() ?? '';
    expect(await server.send({ ...two, headers: { ...two.headers, 'x-xy-sign': sign } })).toMatchObject({
      status: 400,
      refusedBy: 'xylink/signature-two-is-right',
    });
    server.space().clock.advance(7200 * 1000);
    expect(await server.send(two)).toMatchObject({ status: 401, refusedBy: 'xylink/bearer-is-fresh' });
  });

  test('is refused with a bearer of another enterprise', async () => {
    const tokens = await login(server);
    const other = { ...unsigned, target: unsigned.target.replace(/0001&/, '0002&') };
    expect(await server.send(byTwo(tokens, other))).toMatchObject({
      status: 401,
      refusedBy: 'xylink/bearer-belongs-to-the-caller',
    });
  });
});

function signed(selection: Readonly<Record<string, string>>): SignedByHand | string {
  const [xylink] = server.simulator.providers.filter(({ name }) => name === 'xylink');
  if (xylink === undefined) throw new Error('there is no provider called xylink');
  return signRequest(xylink, server.space(), { flags: { ...defaultFlags(xylink), ...selection }, now: noon });
}

function sent(selection: Readonly<Record<string, string>>): Promise<Answer> {
  const result = signed(selection);
  if (typeof result === 'string') throw new Error(result);
  const { host, method, target, headers, body } = result;
  return server.send({ method, target: `/${host}${target}`, headers, body });
}

test.each(['appToken', 'createGroups', 'meetingStatus', 'invite'])('%s is signed by 1.0', async (operation) => {
  expect(await sent({ operation })).toMatchObject({ status: 200, refusedBy: undefined });
});

test.each(['MD5', 'SHA256', 'HMAC_SHA256'])('with the tokens of a login it is signed by 2.0, %s', async (type) => {
  const { access_token: token, signSecret } = await login(server);
  const flags = { scheme: '2', 'access-token': token, 'sign-secret': signSecret, 'sign-type': type };
  expect(await sent({ operation: 'meetingStatus', ...flags })).toMatchObject({ status: 200 });
});

test.each([
  [{ scheme: '2' }, /--access-token/],
  [{ scheme: '3' }, /1 or 2/],
  [{ enterprise: 'enterprise:rich' }, /no enterprise for the role "enterprise:rich"; add it under cast/],
  [{ room: 'room:gone' }, /no room for the role "room:gone"; add it under cast/],
  [{ operation: 'dance' }, /unknown operation "dance"; use one of: appToken, /],
])('%j is rejected with the reason', (selection, says) => {
  expect(signed(selection as Readonly<Record<string, string>>)).toMatch(says);
});
