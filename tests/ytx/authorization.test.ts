import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { timestampOf } from '../../contracts/ytx/china-time.js';
import { authorizationOf } from '../../contracts/ytx/signing.js';
import { type Call, day, hour, minute, noon, prepare, second } from './caller.js';
import { refusalBytes } from './literal-replies.js';
import { type ProviderServer, startServer } from './ytx-requests.js';

const accountSID = 'ac000000000000000000000000000001';
const claimed = authorizationOf({ accountSID, timestamp: '20261121120000' });
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const unreadable = 'ytx/authorization-is-readable';
const anotherAccount = 'ytx/authorization-names-the-account';
const noInstant = 'ytx/timestamp-is-an-instant';
const wrongSign = 'ytx/sign-is-right';

const headers: readonly (readonly [what: string, authorization: string | null, refusedBy: string])[] = [
  ['no Authorization', null, unreadable],
  ['an empty one', '', unreadable],
  ['a Basic scheme in front', `Basic ${claimed}`, unreadable],
  ['no padding', base64(`${accountSID}|2026112112000`).replace(/=+$/, ''), unreadable],
  ['the alphabet for URLs', base64(`${accountSID}|???>>>`).replaceAll('/', '_').replaceAll('+', '-'), unreadable],
  ['a space within', `${claimed.slice(0, 8)} ${claimed.slice(8)}`, unreadable],
  ['a colon for the bar', base64(`${accountSID}:20261121120000`), unreadable],
  ['the text itself', `${accountSID}|20261121120000`, unreadable],
  ["the page's own example", 'ZmY4MDgwODEzYzM3ZGE1MzAxM2M4MDRmODA3MjAwN2M6MjAxMzAyMDExNTABCDE=', unreadable],
  [
    'the account in upper case',
    authorizationOf({ accountSID: accountSID.toUpperCase(), timestamp: '20261121120000' }),
    anotherAccount,
  ],
  ['no account', base64('|20261121120000'), anotherAccount],
  ['a space behind the account', base64(`${accountSID} |20261121120000`), anotherAccount],
  ['no timestamp', base64(`${accountSID}|`), noInstant],
  ['a timestamp of 13 digits', base64(`${accountSID}|2026112112000`), noInstant],
  ['two bars', base64(`${accountSID}||20261121120000`), noInstant],
  ['a line end behind the timestamp', base64(`${accountSID}|20261121120000\n`), noInstant],
  ['30 February', base64(`${accountSID}|20260230120000`), noInstant],
  ['the timestamp of another second', base64(`${accountSID}|20261121120001`), wrongSign],
];

const codes: Readonly<Record<string, string>> = {
  [unreadable]: refusalBytes['-202'],
  [anotherAccount]: refusalBytes['-202'],
  [noInstant]: refusalBytes['-202'],
  [wrongSign]: refusalBytes['-203'],
};

let server: ProviderServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

describe('an Authorization', () => {
  test.each(headers)('with %s is refused', async (_what, authorization, refusedBy) => {
    const answer = await server.client().call({ authorization });
    expect(answer).toMatchObject({ status: 200, refusedBy, text: codes[refusedBy] });
  });

  test('is found under its name in any case', async () => {
    const answer = await server.client().call({ authorization: null, headers: { AUTHORIZATION: claimed } });
    expect(answer.refusedBy).toBeUndefined();
  });

  test('may be used again as long as it is valid', async () => {
    const client = server.client();
    const call: Call = { timestamp: '20261121120000' };
    const deliveryEffects = [await client.call(call), await client.call(call)];
    client.space.clock.advance(day);
    deliveryEffects.push(await client.call(call));
    client.space.clock.advance(second);
    deliveryEffects.push(await client.call(call));
    expect(deliveryEffects.map(({ refusedBy }) => refusedBy)).toEqual([
      undefined,
      undefined,
      undefined,
      'ytx/timestamp-is-fresh',
    ]);
  });

  test('is 24 hours old until its 25th hour begins: parts of a second do not count', async () => {
    const client = server.client();
    const call: Call = { timestamp: timestampOf(noon - day) };
    client.space.clock.advance(second - 1);
    expect(await client.call(call)).toMatchObject({ refusedBy: undefined });
    client.space.clock.advance(1);
    expect(await client.call(call)).toMatchObject({ refusedBy: 'ytx/timestamp-is-fresh' });
  });

  test("by a clock that shows UTC is eight hours old, which is young enough for a day's validity", async () => {
    const client = server.client();
    const call: Call = { timestamp: timestampOf(noon - 8 * hour) };
    expect(await client.call(call)).toMatchObject({ refusedBy: undefined });
    client.setReadings({ validity: '10min' });
    expect(await client.call(call)).toMatchObject({ refusedBy: 'ytx/timestamp-is-fresh' });
  });

  test('of years ago is refused, and so is one of years ahead', async () => {
    const client = server.client();
    const old = await client.call({ timestamp: '20140416142030' });
    const young = await client.call({ timestamp: '20990101000000' });
    expect([old.refusedBy, young.refusedBy]).toEqual(['ytx/timestamp-is-fresh', 'ytx/timestamp-is-not-ahead']);
  });
});

describe('a Sign', () => {
  const right = { timestamp: '20261121120000', query: 'Sign={Sign}' };

  test.each([
    ['no query', ''],
    ['no value', 'Sign='],
    ['no equals sign', 'Sign'],
    ['another name', 'Signature={Sign}'],
    ['its name in lower case', 'sign={Sign}'],
    ['its name percent-encoded', '%53ign={Sign}'],
    ['a semicolon for the ampersand', 'a=b;Sign={Sign}'],
  ])('with %s is missing', async (_what, query) => {
    const answer = await server.client().call({ ...right, query });
    expect(answer).toMatchObject({ status: 200, refusedBy: 'ytx/sign-is-present', text: refusalBytes['-203'] });
  });

  test.each([
    ['a digit more', 'Sign={Sign}0'],
    ['a percent-encoded digit', 'Sign=%30{Sign}'],
    ['a wrong one in front of it', `Sign=${'0'.repeat(32)}&Sign={Sign}`],
    ['one of another time', 'Sign=a2b5eb6845821ecf59e469865cc7aca2'],
  ])('with %s is refused', async (_what, query) => {
    const answer = await server.client().call({ ...right, query });
    expect(answer).toMatchObject({ status: 200, refusedBy: wrongSign, text: refusalBytes['-203'] });
  });

  test.each([
    'Sign={Sign}',
    'Sign={Sign}&Sign=wrong',
    '&Sign={Sign}',
    'x=Sign=1&Sign={Sign}&',
    'sign=wrong&Sign={Sign}',
  ])('is found in ?%s', async (query) => {
    expect(await server.client().call({ ...right, query })).toMatchObject({ refusedBy: undefined });
  });

  test('is taken in either case', async () => {
    const client = server.client();
    const { target } = prepare(client.space, right);
    const sign = target.slice(-32);
    const deliveryEffects = [
      await client.call({ ...right, sign: sign.toUpperCase() }),
      await client.call({ ...right, sign }),
    ];
    expect(deliveryEffects.map(({ refusedBy }) => refusedBy)).toEqual([undefined, undefined]);
  });

  test("with another account's token is refused", async () => {
    const client = server.client();
    const call: Call = { account: 'account:no-balance', pathAccount: accountSID };
    expect(await client.call(call)).toMatchObject({ refusedBy: wrongSign });
  });

  test('is not asked of a suspended or unknown account', async () => {
    const client = server.client();
    const suspended = await client.call({ account: 'account:suspended', app: 'app:suspended', sign: 'wrong' });
    const unknown = await client.call({ pathAccount: 'ac0000000000000000000000000000ff', sign: 'wrong' });
    expect([suspended.refusedBy, unknown.refusedBy]).toEqual(['ytx/account-is-active', 'ytx/account-exists']);
  });

  test('is right by the token that the world has now', async () => {
    const client = server.client();
    const before = prepare(client.space, right).target.slice(-32);
    client.changeWorld({ accounts: { [accountSID]: { authToken: 'another-token-altogether' } } });
    expect(await client.call({ ...right, sign: before })).toMatchObject({ refusedBy: wrongSign });
    client.space.clock.advance(minute);
    expect(await client.call()).toMatchObject({ refusedBy: undefined });
  });
});
