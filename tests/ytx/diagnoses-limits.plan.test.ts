import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { timestampOf } from '../../contracts/ytx/china-time.js';
import { replayContext } from '../../simulator/core/requests/replay.js';
import { traceOf } from '../../simulator/core/requests/trace.js';
import type { IncomingRequest } from '../../simulator/index.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { type Call, hour, minute, noon, prepare, second } from './caller.js';
import { incomingRequest } from '../support/incoming-request.js';
import { accountSID, authToken, base64, diagnoser, clockAt, md5, otherSID, rightSign } from './diagnosed.js';
import { type ProviderServer, startServer } from './ytx-requests.js';
import { rows } from './rows.js';
import { anyText } from '../support/any-text.js';

const time = '20261121120000';
const ends = (digest: string): string => `${digest.slice(0, 4)}…${digest.slice(-4)}`;

const idsFor = (call: Call, circumstances = {}): readonly string[] =>
  diagnoser(circumstances)
    .of(call)
    .hypotheses.map(({ mistake }) => mistake);

describe('a diagnosis', () => {
  test.each<[what: string, call: Call]>([
    ['an application that is not of this environment', { app: 'app:production' }],
    ['a suspended account', { account: 'account:suspended', app: 'app:suspended' }],
    ['a body that is no JSON', { body: '{' }],
    ['a balance of nothing', { account: 'account:no-balance', app: 'app:no-balance' }],
  ])('of %s, rightly signed, has nothing to say about signing', (_what, call) => {
    expect(diagnoser().of(call)).toEqual({ hypotheses: [] });
  });

  test('of a Sign that no known mistake gives shows it and supposes nothing', () => {
    const wrong = md5('something else altogether');
    expect(diagnoser().of({ sign: wrong })).toEqual({
      signature: {
        name: 'Sign',
        canonical: `${accountSID}‹token›${time}`,
        expected: ends(rightSign(time)),
        received: ends(wrong),
      },
      hypotheses: [],
    });
  });

  test('of a header that is rubbish supposes nothing', () => {
    expect(diagnoser().of({ authorization: base64('rubbish') })).toEqual({
      signature: {
        name: 'Authorization',
        canonical: `${accountSID}|${time}`,
        expected: ends(base64(`${accountSID}|${time}`)),
        received: '…',
      },
      hypotheses: [],
    });
  });

  test('keeps the timestamp of the header in what should have been sent, unless it is too old', () => {
    const earlier = timestampOf(noon - hour);
    const seen = diagnoser().of({ authorization: base64(`${accountSID}:${earlier}`) }).signature;
    const old = diagnoser().of({ timestamp: '20140416142030' });
    expect([seen?.canonical, old.signature?.canonical]).toEqual([`${accountSID}|${earlier}`, `${accountSID}|${time}`]);
    expect(old.hypotheses.map(({ mistake }) => mistake)).toEqual(['timestamp-too-old']);
  });

  test('of an unknown account names nothing from the path', () => {
    const findings = diagnoser().of({ pathAccount: authToken, authorization: 'rubbish' });
    expect(findings.signature?.canonical).toBe(`‹accountSID›|${time}`);
    expect(diagnoser().of({ pathAccount: 'unknown' })).toEqual({ hypotheses: [] });
  });

  test('supposes one mistake and no other, where one alone gives what was received', () => {
    const all = [md5(accountSID + time), md5(authToken + accountSID + time), rightSign(clockAt(0))];
    expect(all.map((sign) => idsFor({ sign }))).toEqual([
      ['token-missing'],
      ['sid-token-swapped'],
      ['timestamp-in-utc'],
    ]);
  });

  test('takes twelve hours too few for a clock of twelve hours before it takes them for a zone', () => {
    const now = noon + 3 * hour;
    const circumstances = { now, readings: { validity: '10min' } };
    expect(idsFor({ timestamp: timestampOf(now - 12 * hour) }, circumstances)).toEqual([
      'timestamp-format',
      'timestamp-other-offset',
      'timestamp-too-old',
    ]);
  });

  test('takes a token in the header for what it is, before the header differs from the path', () => {
    expect(idsFor({ authorization: base64(`${authToken}|${time}`) })).toEqual([
      'sid-token-swapped',
      'header-sid-differs',
    ]);
  });

  test('takes the timestamp that fits UTC for the wrong one, where neither is of now', () => {
    const anHourAgo = noon - hour;
    const call = { timestamp: clockAt(8, anHourAgo), sign: rightSign(clockAt(0, anHourAgo)) };
    expect(idsFor(call)).toEqual(['timestamp-in-utc']);
  });

  test('takes a timestamp for one of now within two minutes, either way, and no further', () => {
    const circumstances = { readings: { validity: '10min' } };
    const inUtc = (from: number): readonly string[] => idsFor({ timestamp: clockAt(0, noon + from) }, circumstances);
    const found = [-2 * minute, 2 * minute, -2 * minute - second, 2 * minute + second].map(inUtc);
    const near = ['timestamp-in-utc', 'timestamp-too-old'];
    expect(found).toEqual([near, near, ['timestamp-too-old'], ['timestamp-too-old']]);
  });

  test('does not look further than 120 seconds for the second timestamp', () => {
    const at = (seconds: number): readonly string[] => idsFor({ sign: rightSign(timestampOf(noon + seconds * 1000)) });
    expect([at(120), at(121), at(-121)]).toEqual([['timestamps-differ'], [], []]);
  });

  test('finds milliseconds in Sign only for clocks at UTC or the provider, and microseconds not at all', () => {
    const texts = ['2026-11-21T04:00:00.606Z', '2026-11-21T09:30:00.606+05:30', '2026-11-21T04:00:00.606707+00:00'];
    expect(texts.map((text) => idsFor({ sign: rightSign(text) }))).toEqual([['timestamp-format'], [], []]);
  });

  test('takes no text for a timestamp in another format that names no instant', () => {
    const texts = ['2026-02-30T12:00:00Z', '20260230120000123', '2026-11/21 12:00:00', '12345'];
    expect(texts.map((timestamp) => idsFor({ timestamp }))).toEqual([[], [], [], []]);
  });

  test('takes a path for an appid before the header for that of another account', () => {
    const path = { pathAccount: 'ab000000000000000000000000000001' };
    expect(idsFor({ ...path, claimedAccount: accountSID })).toEqual(['appid-for-account', 'header-sid-differs']);
    expect(idsFor({ ...path, claimedAccount: otherSID })).toEqual([]);
  });

  test('takes a header of another account for none where the Sign is right for neither', () => {
    expect(idsFor({ claimedAccount: otherSID, sign: md5('something else altogether') })).toEqual([]);
  });

  test('finds a spelling of Sign only where the reading does not take it', () => {
    expect(idsFor({ query: 'SIGN={Sign}' })).toEqual(['sign-misspelled']);
    const anyCase = { readings: { signParameter: 'any-case' } };
    expect(idsFor({ query: 'Signature={Sign}' }, anyCase)).toEqual(['sign-misspelled']);
    expect(() => idsFor({ query: 'SIGN={Sign}' }, anyCase)).toThrow('nothing was refused');
  });
});

const printable = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const textOrLong = fc.oneof(anyText, printable, fc.string({ maxLength: 6000, minLength: 4000 }));
const ids = [accountSID, otherSID, authToken, accountSID.toUpperCase(), 'ab000000000000000000000000000001', '\ud800'];
const id = fc.oneof(
  { weight: 6, arbitrary: fc.constant(accountSID) },
  { weight: 3, arbitrary: fc.constantFrom(...ids) },
  textOrLong,
);
const moments = [time, clockAt(0), '20260230120000', '1795233600123', '2026-11-21T04:00:00Z'];
const moment = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...moments) }, textOrLong);
const between = fc.constantFrom('|', '|', '|', ':', '', '||', '\n');
const dressing = fc.constantFrom<(text: string) => string>(
  (text) => text,
  base64,
  base64,
  base64,
  (text) => base64(base64(text)),
  (text) => `Basic ${base64(text)}`,
  (text) => base64(text).replace(/=+$/, '\r\n'),
);
const header = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(id, between, moment, dressing)
      .map(([who, separator, when, dressed]) => dressed(who + separator + when)),
  },
  textOrLong,
);
const sign = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(id, id, moment).map(([who, token, when]) => md5(who + token + when)) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      rightSign(time),
      rightSign(time).toUpperCase(),
      rightSign(clockAt(0)),
      md5(accountSID + time),
    ),
  },
  textOrLong,
);

describe('any request to YTX', () => {
  test('is diagnosed without a fault, and without a credential being said', () => {
    const { ask, space } = diagnoser();
    const usual = incomingRequest(prepare(space, {}));
    // A diagnosis must bear any request, even one that this check would not have refused.
    const checks = ytx.endpoints['createMeeting']?.checks.list.slice(0, 9) ?? [];
    const asked = fc.record({
      who: id,
      header: fc.option(header),
      sign,
      name: fc.constantFrom('Sign', 'sign', 'Signature'),
    });
    fc.assert(
      fc.property(asked, fc.constantFrom(...checks), (given, refusedBy) => {
        const target = `/201612/sid/${given.who}/call/TeleMeeting.wx?${given.name}=${given.sign}`;
        const request: IncomingRequest = {
          ...usual,
          targetForProvider: target,
          targetAsSent: target,
          rawHeaders: given.header === null ? [] : ['Authorization', given.header],
        };
        const again = replayContext(ask(request), space.documents);
        if (again === undefined) return;
        const found = ytx.diagnose?.({ context: again.context, refusedBy, documents: space.documents });
        const said = JSON.stringify(found);
        const hidden = [authToken, rightSign(time), rightSign(clockAt(0)), given.sign, given.header ?? ''].filter(
          (each) => each.length >= 32 && each !== found?.signature?.canonical,
        );
        for (const secret of hidden) expect(said).not.toContain(secret);
        expect(said).not.toMatch(/7000000000000000/);
      }),
      { seed: 20261121, numRuns: 600 },
    );
  });
});

describe('every check of YTX', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  test.each(rows)('up to $check shows what it expected and what it received', async ({ given, refused, check }) => {
    const client = server.client();
    await given?.(client);
    const { headers } = await client.call(refused[1]);
    const entry = client.space.journal.entry(Number(headers['simulator-exchange']));
    const steps = entry === undefined ? [] : traceOf(entry.exchange);
    expect(steps.at(-1)).toMatchObject({ check, passed: false });
    for (const { saw } of steps) {
      expect(Object.keys(saw)).toEqual(expect.arrayContaining(['expected', 'received']));
      expect(Object.values(saw)).not.toContain(undefined);
    }
  });
});
