import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { meetingIn } from './caller.js';
import { refusalBytes } from './literal-replies.js';
import { type ProviderServer, startServer } from './ytx-requests.js';

const sandbox = 'ab000000000000000000000000000001';
const production = { app: 'app:production', host: 'api.ytx.net' } as const;
const ipRestricted = { app: 'app:ip-restricted', host: 'api.ytx.net' } as const;
const ipRestrictedId = 'ab000000000000000000000000000005';

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('an application', () => {
  test('has the five ways of the page to fail verification, all with the same bytes', () => {
    const checks = server.ytx.endpoints['createMeeting']?.checks.list ?? [];
    const causes = checks.filter(({ refusal }) => 'code' in refusal && refusal.code === '-205');
    const ofThePage = [
      'ytx/application-exists',
      'ytx/application-belongs-to-environment',
      'ytx/application-has-meetings',
      'ytx/application-is-online',
      'ytx/caller-is-allowed',
    ];
    expect(causes.map(({ name }) => name).filter((name) => ofThePage.includes(name))).toEqual(ofThePage);
  });

  test('of another account is as good as none', async () => {
    const answer = await server.client().call({ app: 'app:no-balance' });
    expect(answer).toMatchObject({ refusedBy: 'ytx/application-exists', text: refusalBytes['-205'] });
  });

  test('is not found under its id in upper case or with a space', async () => {
    for (const appid of [sandbox.toUpperCase(), `${sandbox} `, `../application/${sandbox}`]) {
      expect(await server.client().call({ fields: { appid } })).toMatchObject({ refusedBy: 'ytx/application-exists' });
    }
  });

  test.each([
    ['app:sandbox', 'sandbox.ytx.net', undefined],
    ['app:sandbox', 'api.ytx.net', 'ytx/application-belongs-to-environment'],
    ['app:production', 'sandbox.ytx.net', 'ytx/application-belongs-to-environment'],
    ['app:production', 'api.ytx.net', undefined],
  ] as const)('belongs to one environment: %s at %s', async (app, host, refusedBy) => {
    expect(await server.client().call({ app, host })).toMatchObject({ refusedBy });
  });

  test('of the sandbox need not be online, and has no list of callers', async () => {
    const client = server.client();
    client.changeWorld({ applications: { [sandbox]: { online: false, allowedCallers: '203.0.113.9' } } });
    expect(await client.call({ from: '198.51.100.1' })).toMatchObject({ refusedBy: undefined });
  });

  test('of the sandbox must have meetings too', async () => {
    const client = server.client();
    client.changeWorld({ applications: { [sandbox]: { functions: [] } } });
    expect(await client.call()).toMatchObject({ refusedBy: 'ytx/application-has-meetings' });
  });

  test('without a list takes anyone', async () => {
    for (const from of ['198.51.100.1', '2001:db8::1']) {
      expect(await server.client().call({ ...production, from })).toMatchObject({ refusedBy: undefined });
    }
  });

  test.each([
    ['203.0.113.9', undefined],
    ['::ffff:203.0.113.9', undefined],
    ['203.0.113.90', 'ytx/caller-is-allowed'],
    ['203.0.113.0', 'ytx/caller-is-allowed'],
    [undefined, 'ytx/caller-is-allowed'],
  ] as const)('with a list of one takes %s or not', async (from, refusedBy) => {
    expect(await server.client().call({ ...ipRestricted, ...(from !== undefined && { from }) })).toMatchObject({
      refusedBy,
    });
  });

  test('with a list of several takes each of them', async () => {
    const client = server.client();
    client.changeWorld({
      applications: { [ipRestrictedId]: { allowedCallers: '203.0.113.9, 198.51.100.1,2001:db8::1' } },
    });
    const deliveryEffects = [];
    for (const from of ['203.0.113.9', '198.51.100.1', '2001:db8:0::1', '198.51.100.2']) {
      deliveryEffects.push((await client.call({ ...ipRestricted, from })).refusedBy);
    }
    expect(deliveryEffects).toEqual([undefined, undefined, undefined, 'ytx/caller-is-allowed']);
  });

  test('ignores X-Forwarded-For', async () => {
    const answer = await server.client().call({ ...ipRestricted, headers: { 'X-Forwarded-For': '203.0.113.9' } });
    expect(answer.refusedBy).toBe('ytx/caller-is-allowed');
  });

  test('accepts a caller whose address is listed in another spelling', async () => {
    const client = server.client();
    client.changeWorld({ applications: { [ipRestrictedId]: { allowedCallers: '2001:DB8:0:0::1' } } });
    expect(await client.call({ ...ipRestricted, from: '2001:db8::1' })).toMatchObject({ refusedBy: undefined });
  });
});

describe('the number shown', () => {
  test.each([
    [undefined, '01000000100'],
    ['', '01000000100'],
    ['01000000100', '01000000100'],
    ['01000000190', '01000000190'],
  ])('asked for as %j is %s', async (shownumber, shown) => {
    expect(meetingIn(await server.client().call({ fields: { shownumber } })).meetcallerid).toBe(shown);
  });

  test("is the application's own when it has one", async () => {
    const client = server.client();
    client.changeWorld({ applications: { [sandbox]: { number: '02112345678' } } });
    expect(meetingIn(await client.call()).meetcallerid).toBe('02112345678');
  });

  test('must be configured for this application, not for another', async () => {
    const answer = await server
      .client()
      .call({ ...production, app: 'app:ip-restricted', from: '203.0.113.9', fields: { shownumber: '01000000190' } });
    expect(answer).toMatchObject({ refusedBy: 'ytx/shownumber-is-configured', text: refusalBytes['-101'] });
  });
});

describe('a balance', () => {
  test.each([
    [0.01, undefined],
    [0, 'ytx/balance-is-positive'],
    [-0.01, 'ytx/balance-is-positive'],
  ])('of %d yuan', async (balance, refusedBy) => {
    const client = server.client();
    client.changeWorld({ accounts: { ac000000000000000000000000000003: { balance } } });
    const answer = await client.call({ account: 'account:no-balance', app: 'app:no-balance' });
    expect(answer).toMatchObject({ refusedBy, ...(refusedBy !== undefined && { text: refusalBytes['-204'] }) });
  });
});
