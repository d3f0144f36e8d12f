import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callbackReadings, readings } from '../../simulator/providers/ytx/readings.js';
import { meetingIn } from './caller.js';
import { refusalBytes, successShape } from './literal-replies.js';
import { type ProviderServer, type SpaceClient, startServer } from './office.js';
import { cases } from './reading-cases.js';
import { rows } from './rows.js';

/** The readings that show in replies; `callbacks-readings.test.ts` has those that show in what is told. */
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
    // The scope of numbers takes more than one request to see; its cases stand below.
    expect(tried).toEqual([...offered.filter(([name]) => name !== 'meidScope'), ['meidScope', []]]);
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
    expect(alone).toEqual(['meidScope']);
  });

  test('has a standard among its options and says why', () => {
    for (const [name, { asks, options, standard, reason }] of Object.entries(readings)) {
      expect([name, Object.keys(options)]).toEqual([name, expect.arrayContaining([standard])]);
      expect(asks).toMatch(/\?$/);
      expect(reason).toMatch(/\.$/);
    }
  });

  test('is the standard one unless another is chosen', () => {
    const standard = Object.fromEntries(Object.entries(readings).map(([name, each]) => [name, each.standard]));
    const client = server.client();
    expect(client.space.readingsOf(server.ytx)).toEqual(standard);
    client.setReadings({ validity: '10min' });
    expect(client.space.readingsOf(server.ytx)).toEqual({ ...standard, validity: '10min' });
    expect(server.client().space.readingsOf(server.ytx)).toEqual(standard);
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

describe('a request that breaks one rule', () => {
  let server: ProviderServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  // A check that is added later has its contract cases, which the conformance test asks for.
  test('has an example here for each of 37 checks, in the order of admission', () => {
    const shown = rows.map(({ check }) => check);
    const checks = server.ytx.endpoints['createMeeting']?.checks.map(({ name }) => name);
    expect(checks?.filter((name) => shown.includes(name))).toEqual(shown);
    expect(shown).toHaveLength(37);
  });

  test.each(rows)(
    '$check refuses $refused.0, with HTTP 200 and the bytes of $code',
    async ({ check, code, ...row }) => {
      const client = server.client();
      await row.given?.(client);
      const before = client.world();
      const answer = await client.call(row.refused[1]);
      expect(answer).toMatchObject({ refusedBy: check, status: 200, text: refusalBytes[code] });
      expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
      expect(client.world()).toEqual(before);
    },
  );

  test.each(rows)('$check lets $accepted.0 pass', async ({ given, accepted }) => {
    const client = server.client();
    await given?.(client);
    const answer = await client.call(accepted[1]);
    expect(answer.refusedBy).toBeUndefined();
    expect(answer.text).toMatch(successShape);
    expect(answer.status).toBe(200);
  });

  test.each(rows)('$check refuses without drawing a number, so the next meeting has the next one', async (row) => {
    const client = server.client();
    await row.given?.(client);
    const taken = Object.keys(client.world().meetings).length;
    await client.call(row.refused[1]);
    const { text } = await client.call();
    expect(text).toContain(`"meid":"00${taken + 1}"`);
  });
});
