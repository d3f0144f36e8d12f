import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { createSimulator, loadStubs, type Simulator } from '../../simulator/index.js';
import { prepare } from '../ytx/caller.js';
import { dial, thing } from './sample-stubs.js';
import { byTwo, login, main, noon, type Sent, signedByOne } from '../xylink/xylink-requests.js';

let simulator: Simulator;
let ask: ReturnType<typeof supertest>;
let close: () => Promise<void>;
const open = async (options: Parameters<typeof createSimulator>[0] = {}): Promise<void> => {
  simulator = createSimulator({ clock: { now: () => noon }, ...options });
  const listening = await simulator.listen(0);
  ask = supertest(listening.url);
  close = () => listening.close(0);
};
beforeEach(() => open());
afterEach(() => close());

const put = (name: string, stub: object, space = '') =>
  ask.put(`${space}/_simulator/stubs/${name}`).send(JSON.stringify(stub));
const send = ({ method, target, headers = {}, body }: Sent, space = ''): supertest.Test =>
  ask[method.toLowerCase() as 'put' | 'get' | 'post'](`${space}${target}`)
    .set({ 'User-Agent': 'tests', ...headers })
    .send(body === '' ? undefined : body);
const putThing = (body: object, path = 'things/7'): Sent => signedByOne('PUT', path, JSON.stringify(body));
const dialback = (space = 'default', wanted: Parameters<typeof prepare>[1] = {}): supertest.Test => {
  const body = '{"to":"10012345678","action":"dial"}';
  const { target, headers } = prepare(simulator.spaces.getOrCreate(space), {
    call: 'call/DailbackCall.wx',
    body,
    ...wanted,
  });
  return ask.post(`/~${space}/sandbox.ytx.net${target}`).set(headers).send(body);
};
const json = async (target: string): Promise<unknown> => (await ask.get(target)).body as unknown;

test('a stub of XYLink answers with values of the request, of the clock and of the seed', async () => {
  await put('thing', thing).expect(200);
  const owner = { name: '张三', room: { number: 3 } };
  const reply = await send(putThing({ size: 3, owner }, 'things/a%20b')).expect(201);
  expect(reply.headers).toMatchObject({ 'x-thing': 'yes', 'simulator-stub': 'thing' });
  const body = reply.body as Readonly<Record<string, string>>;
  expect(body).toMatchObject({
    n: 'a b',
    text: 'thing a b of 张三 at 2026-11-21T12:00:00+08:00',
    size: 3,
    owner,
    color: '',
    agent: 'tests',
    ms: noon,
    list: [1, true, null, 'b'],
  });
  expect(body['number']).toMatch(/^\d{6}$/);
  expect(body['number']).not.toBe(body['other']);
  expect(body['id']).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('the same seed, clock and exchange give the same bytes', async () => {
  const bytes = async (): Promise<string> => {
    await put('thing', thing).expect(200);
    const { text } = await send(putThing({ size: 3 }));
    await ask.post('/_simulator/reset').expect(200);
    return text;
  };
  expect(await bytes()).toBe(await bytes());
});

describe('a request that the provider would refuse is refused with its own bytes', () => {
  test.each([
    [
      'a wrong signature',
      signedByOne('PUT', 'things/7', '{}', { token: '1'.repeat(64) }),
      'xylink/signature-one-is-right',
    ],
    [
      'an unknown enterprise',
      signedByOne('PUT', 'things/7', '{}', { enterpriseId: 'e9' }),
      'xylink/enterprise-is-known',
    ],
  ])('of XYLink: %s', async (_, sent, check) => {
    await put('thing', thing).expect(200);
    const stubbed = await send(sent);
    const modelled = await send({ ...sent, target: sent.target.replace('things/7', 'callbacks/LiveStatus') });
    expect(stubbed.headers).toMatchObject({ 'simulator-refused-by': check, 'simulator-stub': 'thing' });
    expect(modelled.headers['simulator-refused-by']).toBe(check);
    expect([stubbed.status, stubbed.text]).toEqual([modelled.status, modelled.text]);
  });

  test.each([
    [{ sign: '0'.repeat(32) }, 'ytx/sign-is-right'],
    [{ authorization: null }, 'ytx/authorization-is-readable'],
    [{ account: 'account:suspended' }, 'ytx/account-is-active'],
  ] as const)('of YTX: %j', async (wanted, check) => {
    await put('dial', dial).expect(200);
    const stubbed = await dialback('default', wanted);
    const modelled = await dialback('default', { ...wanted, call: 'call/TeleMeeting.wx' });
    expect(stubbed.headers).toMatchObject({ 'simulator-refused-by': check, 'simulator-stub': 'dial' });
    expect(modelled.headers['simulator-refused-by']).toBe(check);
    expect([stubbed.status, stubbed.text]).toEqual([modelled.status, modelled.text]);
    const body = await json('/_simulator/journal/1/diagnosis');
    expect(body).toMatchObject({ refusedBy: check, stub: 'dial', operation: 'dial' });
  });
});

test('signature 2.0 and the limit of requests hold for a stub', async () => {
  await put('thing', { ...thing, body: '{{path.n}}' }).expect(200);
  const tokens = await login({
    simulator,
    space: () => simulator.spaces.getOrCreate(undefined),
    close,
    async send(sent) {
      const { status, text } = await send(sent as Sent);
      return { status, text, refusedBy: undefined };
    },
  });
  const target = `/api/rest/external/v1/things/7?enterpriseId=${main.enterpriseId}`;
  const sent = byTwo(tokens, { method: 'PUT', target, body: '{}' });
  await send(sent).expect(201, '"7"');
  const replies = await Promise.all(Array.from({ length: 25 }, () => send(sent)));
  const limited = replies.filter(({ headers }) => headers['simulator-refused-by'] === 'xylink/is-within-the-limit');
  expect(limited).toHaveLength(6);
});

test('scenarios work on a stub: in the URL, and switched on for it', async () => {
  await put('dial', dial).expect(200);
  const { target, headers } = prepare(simulator.spaces.getOrCreate(undefined), { call: 'call/DailbackCall.wx' });
  const refused = await ask.post(`/+caller-not-allowed/sandbox.ytx.net${target}`).set(headers).send('{}');
  expect(refused.text).toContain('-205');
  expect(refused.headers).toMatchObject({ 'simulator-scenario': 'ytx/caller-not-allowed', 'simulator-stub': 'dial' });
  await ask.put('/_simulator/scenarios/ytx/exceptional').send('{"times":1,"match":{"operation":"dial"}}').expect(200);
  expect((await dialback()).headers['simulator-scenario']).toBe('ytx/exceptional');
  expect((await dialback()).body).toMatchObject({ statusCode: '0', to: '10012345678' });
  const cut = ask.post(`/+truncated-body/sandbox.ytx.net${target}`).set(headers).send('{}');
  await expect(cut).rejects.toThrow();
});

test('the journal shows the stub, filters by it, and keeps it after it was removed', async () => {
  await put('dial', dial).expect(200);
  await dialback();
  await dialback('default', { sign: '0'.repeat(32) });
  await ask.delete('/_simulator/stubs/dial').expect(204);
  expect((await dialback()).status).toBe(501);
  const body = await json('/_simulator/journal?stub=dial');
  const { exchanges } = body as { readonly exchanges: readonly Readonly<Record<string, unknown>>[] };
  expect(exchanges).toMatchObject([
    { stub: 'dial', operation: 'dial', source: 'stub' },
    { stub: 'dial', operation: 'dial', source: 'provider', refusedBy: 'ytx/sign-is-right' },
  ]);
  expect(exchanges[0]?.['trace']).toHaveLength(9);
  await ask.get('/_simulator/journal?stub=unknown').expect(400);
  await ask.get('/_simulator/journal?operation=dial').expect(200);
  const diagnosis = await json('/_simulator/journal/1/diagnosis?language=zh');
  expect(diagnosis).toMatchObject({ source: 'stub', stub: 'dial', says: '请求未被拒绝；应答由桩 dial 给出。' });
});

test('credentials in the reply of a stub are redacted in the journal', async () => {
  await put('echo', { ...dial, body: '{{body.token}}' }).expect(200);
  const token = (
    simulator.spaces.getOrCreate(undefined).cast()['ytx']?.['account:active'] as { readonly authToken: string }
  ).authToken;
  const body = JSON.stringify({ token });
  const { target, headers } = prepare(simulator.spaces.getOrCreate(undefined), { call: 'call/DailbackCall.wx', body });
  await ask.post(`/sandbox.ytx.net${target}`).set(headers).send(body).expect(200, JSON.stringify(token));
  expect(JSON.stringify(await json('/_simulator/journal'))).not.toContain(token);
  await put('echo', { ...dial, body: token }).expect(200);
  expect((await ask.get('/_simulator/stubs/echo')).text).not.toContain(token);
});

test('--faithful leaves the name of the stub off, and keeps its own headers', async () => {
  await close();
  await open({ faithful: true, stubs: await loadStubs({ thing }) });
  const { headers } = await send(putThing({})).expect(201);
  expect(headers).toMatchObject({ 'x-thing': 'yes' });
  expect(Object.keys(headers).filter((name) => name.startsWith('simulator-'))).toEqual([]);
});

test('a space has its own stubs; a reset returns to those of the start', async () => {
  await close();
  await open({ stubs: await loadStubs({ dial }) });
  await ask.delete('/~one/_simulator/stubs').expect(204);
  expect((await dialback('one')).status).toBe(501);
  expect((await dialback('two')).status).toBe(200);
  await put('thing', thing, '/~one').expect(200);
  expect(Object.keys((await ask.get('/~one/_simulator/stubs')).body as object)).toEqual(['thing']);
  expect((await ask.get('/~two/_simulator/stubs')).body).toEqual({ dial });
  simulator.startWithStubs(await loadStubs({ dial: { ...dial, status: 202 } }));
  expect((await dialback('two')).status).toBe(202);
  expect((await dialback('one')).status).toBe(501);
  await ask.post('/~one/_simulator/reset').expect(200);
  expect((await dialback('one')).status).toBe(202);
});

test('of two stubs that match, the one with the more literal path answers; operations come before both', async () => {
  const xylink = { provider: 'xylink', method: 'GET' };
  await put('any', { ...xylink, path: '/api/rest/external/v1/conferenceControl/{room}/{what}', body: 'any' }).expect(
    200,
  );
  await put('mute', { ...xylink, path: '/api/rest/external/v1/conferenceControl/{room}/mute', body: 'mute' }).expect(
    200,
  );
  const get = (path: string): supertest.Test => send(signedByOne('GET', `conferenceControl/${path}`));
  await get('910000000001/mute').expect(200, '"mute"');
  await get('910000000001/hush').expect(200, '"any"');
  expect((await get('910000000001/meetingStatus')).headers['simulator-stub']).toBeUndefined();
});

test('a stub of YTX may answer one action of a path whose other actions are modelled', async () => {
  const path = '/201612/sid/{accountSID}/call/TeleMeeting.wx';
  await put('invite', {
    provider: 'ytx',
    method: 'POST',
    path,
    action: 'inviteMeeting',
    body: { statusCode: '0' },
  }).expect(200);
  const body = '{"action":"inviteMeeting"}';
  const { target, headers } = prepare(simulator.spaces.getOrCreate(undefined), { body });
  await ask.post(`/sandbox.ytx.net${target}`).set(headers).send(body).expect(200, '{"statusCode":"0"}');
});

test.each([
  ['en', 'To answer it with a stub: '],
  ['zh', '用桩应答这类请求：'],
])('the diagnosis of a request that is not modelled has the command for a stub (%s)', async (language, says) => {
  const { fix } = (await dialback('one')).body as { readonly fix: string };
  const definition = `-d '{"provider":"ytx","method":"POST","path":"/{version}/sid/{accountSID}/call/DailbackCall.wx","action":"dial","body":{}}'`;
  expect(fix).toContain(`send PUT /_simulator/stubs/my-stub to the simulator with ${definition.slice(4, -1)};`);
  const body = await json(`/~one/_simulator/journal/1/diagnosis?language=${language}`);
  const { advice } = body as { readonly advice: { readonly fix: string } };
  expect(advice.fix).toContain(says);
  expect(advice.fix).toMatch(/ http:\/\/127\.0\.0\.1:\d+\/~one\/_simulator\/stubs\/my-stub /);
  expect(advice.fix).toContain(definition);
  const command = /-d '(.*)'$/.exec(advice.fix)?.[1] ?? '';
  await ask.put('/~one/_simulator/stubs/my-stub').send(command).expect(200);
  expect((await dialback('one')).status).toBe(200);
});

test('a body that is nested too deeply counts as missing', async () => {
  await put('deep', { ...dial, body: 'x{{body}}' }).expect(200);
  const body = '['.repeat(6000) + ']'.repeat(6000);
  const { target, headers } = prepare(simulator.spaces.getOrCreate(undefined), { call: 'call/DailbackCall.wx', body });
  const reply = await ask.post(`/sandbox.ytx.net${target}`).set(headers).send(body);
  expect(reply.headers['simulator-fault']).toBeUndefined();
  expect(reply.status).toBeLessThan(500);
});

test('a reply that repeats more of the request than 1 MiB is a problem of the simulator', async () => {
  await put('long', { ...dial, body: '{{body.text}}'.repeat(100) }).expect(200);
  const body = JSON.stringify({ text: 'a'.repeat(20_000) });
  const { target, headers } = prepare(simulator.spaces.getOrCreate(undefined), { call: 'call/DailbackCall.wx', body });
  const reply = await ask.post(`/sandbox.ytx.net${target}`).set(headers).send(body).expect(500);
  expect(reply.body).toMatchObject({ type: 'urn:meeting-understudy:too-large' });
});
