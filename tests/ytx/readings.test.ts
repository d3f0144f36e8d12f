import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callbackReadings } from '../../simulator/providers/ytx/callbacks/readings.js';
import { readings } from '../../simulator/providers/ytx/readings.js';
import { meetingIn, minute, noon } from './caller.js';
import { refusalBytes } from './literal-replies.js';
import { bookingAt } from './situations.js';
import { type SpaceClient, type ProviderServer, startServer } from './ytx-requests.js';
import { encodingCases } from './encoding-reading-cases.js';
import { fieldCases } from './field-reading-cases.js';
import { generalCases } from './reading-cases.js';

/** Readings that take more than one request, or another time, to see: their tests stand below. */
const apart = ['presentMinute', 'meidScope'];

/** Every option of all other readings. */
const cases = [...generalCases, ...fieldCases, ...encodingCases];

/** The readings that change replies; `callbacks-readings.test.ts` has those that change callbacks. */
const inReplies = Object.keys(readings).filter((name) => !Object.hasOwn(callbackReadings, name));

describe('a reading', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  const clientWithReadings = (chosen: Readonly<Record<string, string>>): SpaceClient => {
    const client = server.client();
    client.setReadings(chosen);
    return client;
  };

  test.each(cases)('$reading = $option: $says', async ({ reading, option, given = {}, call, then }) => {
    const client = clientWithReadings({ ...given, [reading]: option });
    const answer = await client.call(call);
    if (typeof then === 'string') expect(answer).toMatchObject({ status: 200, refusedBy: then });
    else if (typeof then === 'number') expect(answer.status).toBe(then);
    else expect({ refusedBy: answer.refusedBy, text: answer.text }).toEqual({ text: expect.stringMatching(then) });
  });

  test('has a case for each option that it offers, and there are no cases of others', () => {
    const named = (name: string): readonly string[] =>
      cases.filter(({ reading }) => reading === name).map(({ option }) => option);
    const offered = Object.entries(readings)
      .filter(([name]) => inReplies.includes(name))
      .map(([name, { options }]) => [name, Object.keys(options).sort()]);
    const tried = inReplies.map((name) => [name, [...new Set(named(name))].sort()]);
    expect(tried).toEqual(offered.map(([name, options]) => [name, apart.includes(String(name)) ? [] : options]));
    expect(cases.filter(({ reading }) => !Object.hasOwn(readings, reading))).toEqual([]);
  });

  test('has a case on either side: the same request fares differently under another option', () => {
    const alone = inReplies.filter((name) => {
      const deliveryEffects = new Map<unknown, Set<string>>();
      for (const { call, then } of cases.filter(({ reading }) => reading === name)) {
        deliveryEffects.set(call, (deliveryEffects.get(call) ?? new Set()).add(String(then)));
      }
      return ![...deliveryEffects.values()].some(({ size }) => size > 1);
    });
    // Both refusals of a missing Sign come from one check; a test below compares their bytes.
    expect(alone.filter((name) => !apart.includes(name))).toEqual(['absentSign']);
  });

  test('has a default among its options and says why', () => {
    for (const [name, { asks, options, default: usual, reason }] of Object.entries(readings)) {
      expect([name, Object.keys(options)]).toEqual([name, expect.arrayContaining([usual])]);
      expect(asks).toMatch(/\?$/);
      expect(reason).toMatch(/\.$/);
    }
  });

  test('is the default one unless another is chosen', () => {
    const defaults = Object.fromEntries(Object.entries(readings).map(([name, each]) => [name, each.default]));
    const client = server.client();
    expect(client.space.readingsOf(server.ytx)).toEqual(defaults);
    client.setReadings({ validity: '10min' });
    expect(client.space.readingsOf(server.ytx)).toEqual({ ...defaults, validity: '10min' });
    expect(server.client().space.readingsOf(server.ytx)).toEqual(defaults);
  });

  test.each([
    ['wrong', refusalBytes['-203']],
    ['missing-parameter', refusalBytes['-2']],
  ])('absentSign = %s: a request without Sign gets %s', async (option, text) => {
    const client = clientWithReadings({ absentSign: option });
    expect((await client.call({ query: '' })).text).toBe(text);
    expect((await client.call({ sign: '0' })).text).toBe(refusalBytes['-203']);
  });

  test.each([
    ['refused', 'ytx/booktime-is-not-past'],
    ['accepted', undefined],
  ])('presentMinute = %s: a booking for a minute of which a half has passed', async (option, refusedBy) => {
    const client = clientWithReadings({ presentMinute: option });
    client.space.clock.set(noon + 30_000, 'frozen');
    expect(await client.call(bookingAt(noon))).toMatchObject({ refusedBy });
    expect(await client.call(bookingAt(noon - minute))).toMatchObject({ refusedBy: 'ytx/booktime-is-not-past' });
  });

  test.each([
    ['account', ['001', '002', '003']],
    ['application', ['001', '001', '002']],
  ])('meidScope = %s: two applications of one account get the numbers %j', async (option, expected) => {
    const client = clientWithReadings({ meidScope: option });
    const production = { app: 'app:production', host: 'api.ytx.net' } as const;
    const answers = [await client.call(), await client.call(production), await client.call(production)];
    expect(answers.map((answer) => meetingIn(answer).meid)).toEqual(expected);
  });

  test('meidScope = application: an application cancels its own 001 and leaves the other alone', async () => {
    const client = clientWithReadings({ meidScope: 'application' });
    const booking = { bookmeeting: '1', booktime: '2026-11-22 12:00' };
    const production = { app: 'app:production', host: 'api.ytx.net' } as const;
    const mine = meetingIn(await client.call({ fields: booking }));
    const others = meetingIn(await client.call({ ...production, fields: booking }));
    const cancelled = await client.call({ fields: { bookmeeting: '2', confid: '001' } });
    expect(meetingIn(cancelled)).toEqual(mine);
    const stillThere = await client.call({ ...production, fields: { bookmeeting: '2', confid: '001' } });
    expect(meetingIn(stillThere)).toEqual(others);
  });

  test('requestId = digits-16: the number counts successes, and no refusal draws one', async () => {
    const client = clientWithReadings({ requestId: 'digits-16' });
    const first = await client.call();
    await client.call({ fields: { creator: '1' } });
    const second = await client.call();
    expect(first.text).toContain('"requestId":"2026110000000001"');
    expect(second.text).toContain('"requestId":"2026110000000002"');
  });
});
