import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createYtxClient, isRefused, type RefusalName, RefusedError } from '../../client/index.js';
import { refusals } from '../../contracts/ytx/generated.js';
import {
  type Asking,
  failureOf,
  hour,
  noon,
  type ProviderServer,
  startServer,
  weekly,
  weeklyFields,
} from './ytx-requests.js';

let server: ProviderServer;
let faithful: ProviderServer;
beforeAll(async () => {
  server = await startServer();
  faithful = await startServer({ faithful: true });
});
afterAll(async () => {
  await server.close();
  await faithful.close();
});

type Row = readonly [refusal: RefusalName, refusedBy: string, asking: Asking];

/** Refusals that depend on who asks. */
const rows: readonly Row[] = [
  ['accountUnknown', 'ytx/account-exists', { accountSID: 'unknown' }],
  ['accountNotActive', 'ytx/account-is-active', { account: 'account:suspended', app: 'app:suspended' }],
  ['authorizationRejected', 'ytx/timestamp-is-fresh', { clock: { now: () => noon - 25 * hour } }],
  ['authorizationRejected', 'ytx/timestamp-is-not-ahead', { clock: { now: () => noon + 25 * hour } }],
  ['authTokenRejected', 'ytx/sign-is-right', { authToken: 'wrong' }],
  ['balanceInsufficient', 'ytx/balance-is-positive', { account: 'account:no-balance', app: 'app:no-balance' }],
  ['applicationNotVerified', 'ytx/application-exists', { appid: 'nothing' }],
  ['applicationNotVerified', 'ytx/application-belongs-to-environment', { host: 'api.ytx.net' }],
  ['applicationNotVerified', 'ytx/application-is-online', { app: 'app:offline', host: 'api.ytx.net' }],
  ['applicationNotVerified', 'ytx/application-has-meetings', { app: 'app:without-meetings', host: 'api.ytx.net' }],
  ['applicationNotVerified', 'ytx/caller-is-allowed', { app: 'app:ip-restricted', host: 'api.ytx.net' }],
];

describe('a refusal', () => {
  test.each(rows)('is %s when %s does not hold', async (refusal, refusedBy, asking) => {
    const failure = await failureOf(server.client(asking).startMeeting(weekly));
    expect(failure).toMatchObject({
      name: 'RefusedError',
      operation: 'createMeeting',
      refusal,
      refusedBy,
      status: 200,
    });
  });

  test('is about the fields when they are wrong', async () => {
    const client = server.client();
    const failures = [
      await failureOf(client.startMeeting({ ...weekly, name: '' })),
      await failureOf(client.startMeeting({ ...weekly, creator: '12' })),
      await failureOf(client.bookMeeting({ ...weekly, at: new Date(noon - hour) })),
      await failureOf(client.cancelMeeting({ ...weekly, meetingNumber: '999' })),
    ];
    const names = failures.map((failure) => isRefused(failure) && failure.refusal);
    expect(names).toEqual(['parameterMissing', 'phoneIllegal', 'parameterIllegal', 'parameterIllegal']);
  });

  test('comes to a request that was tampered with, too', async () => {
    const client = server.client();
    const prepared = client.prepare('createMeeting', weeklyFields);
    const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
    const wrongAction = new TextDecoder().decode(prepared.body).replace('"createMeeting"', '"CreateMeeting"');
    const failures = [
      await failureOf(client.send({ ...prepared, body: bytes('{') })),
      await failureOf(client.send({ ...prepared, body: bytes(wrongAction) })),
      await failureOf(client.send({ ...prepared, headers: { 'Content-Type': 'text/plain' } })),
      await failureOf(client.send({ ...prepared, url: prepared.url.replace(/.$/, '~') })),
    ];
    const names = failures.map((failure) => isRefused(failure) && failure.refusal);
    expect(names).toEqual(['jsonInvalid', 'actionInvalid', 'authorizationRejected', 'authTokenRejected']);
  });

  test('has one form of message', async () => {
    const failure = await failureOf(server.client({ appid: 'nothing' }).startMeeting(weekly));
    const [first] = String(failure).split('\n');
    expect(first).toBe('RefusedError: createMeeting was refused: applicationNotVerified (-205): 应用验证失败');
  });

  test('names no check where the simulator is faithful, as with the provider', async () => {
    const failure = await failureOf(faithful.client({ appid: 'nothing' }).startMeeting(weekly));
    expect(failure).toMatchObject({ refusal: 'applicationNotVerified', code: '-205', refusedBy: undefined });
  });

  const { understand } = createYtxClient({ baseUrl: 'http://ytx', accountSID: 'a', authToken: 'b', appid: 'c' });
  const understood = (body: string): Promise<unknown> => {
    const reply = { status: 200, headers: {}, body: new TextEncoder().encode(body) };
    return failureOf(Promise.resolve(reply).then((raw) => understand('createMeeting', raw)));
  };

  test.each(Object.entries(refusals))(
    'called %s in the catalogue is called so by the client',
    async (name, refusal) => {
      const failure = await understood(refusal.body);
      expect(failure).toBeInstanceOf(RefusedError);
      expect(failure).toMatchObject({ refusal: name, code: refusal.code });
    },
  );

  test('with a code that is in no catalogue is unknown', async () => {
    const failure = await understood('{"statusCode":"-999","statusMsg":"未知错误"}');
    expect(failure).toMatchObject({ refusal: 'unknown', code: '-999', mayHaveHappened: true });
  });

  test('leaves open whether the meeting was made only where its meaning does', async () => {
    const failures = await Promise.all(Object.values(refusals).map(({ body }) => understood(body)));
    const open = failures.filter((failure) => isRefused(failure) && failure.mayHaveHappened);
    expect(open.map((failure) => isRefused(failure) && failure.refusal)).toEqual(['exceptional']);
  });
});

const details = {
  operation: 'createMeeting',
  refusal: 'applicationNotVerified',
  code: '-205',
  status: 200,
  refusedBy: undefined,
  mayHaveHappened: false,
} as const;

describe('isRefused', () => {
  test('knows a refusal, by its name too, and by any of several', () => {
    const error = new RefusedError(details);
    expect(isRefused(error)).toBe(true);
    expect(isRefused(error, 'applicationNotVerified')).toBe(true);
    expect(isRefused(error, 'balanceInsufficient', 'applicationNotVerified')).toBe(true);
    expect(isRefused(error, 'balanceInsufficient')).toBe(false);
  });

  test('knows one that another copy of the package or another realm has thrown', () => {
    const foreign: unknown = runInNewContext(
      `class Refused extends Error { name = 'RefusedError'; constructor(details) { super('no'); Object.assign(this, details); } }
       new Refused(details)`,
      { details },
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(isRefused(foreign, 'applicationNotVerified')).toBe(true);
    expect(isRefused(foreign, 'accountUnknown')).toBe(false);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'RefusedError'],
    ['another error', new TypeError('RefusedError')],
    ['an error that only has the name', Object.assign(new Error('no'), { name: 'RefusedError' })],
  ])('does not take %s for one', (_, error) => {
    expect(isRefused(error)).toBe(false);
  });
});
