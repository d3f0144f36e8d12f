import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ids } from './ids.js';
import { casesFor, noon, verdictsOf } from './reference-target.js';
import { needlessIn, skip, withoutSkipped } from './skips.js';
import { type ReferenceImplementation, startReferenceImplementation } from './start.js';

describe('a provider with faults', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  beforeEach(() => implementation.reset());
  afterAll(() => implementation.stop());

  const post = (): Promise<Response> => fetch(`${implementation.url}/admin/login/refresh_token`, { method: 'POST' });

  test.each([{ limit: 0 }, { break: { after: 0, how: '502' } }, { break: { after: 0, how: 'reset' } }])(
    'can not be judged: %j',
    async (fault) => {
      await implementation.configure(fault);
      const verdicts = await verdictsOf(implementation, [ids.booked, ids.roomIdle, ids.loggedIn]);
      expect(verdicts.map(({ outcome }) => outcome)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
    },
  );

  test('takes so many requests within any second, and says to the others that they are too many', async () => {
    await implementation.configure({ limit: 3 });
    const replies = await Promise.all(Array.from({ length: 12 }, post));
    const taken = (await implementation.log()).filter(({ operation }) => operation !== undefined);
    const secondFrom = (at: number): number => taken.filter((each) => each.at >= at && each.at < at + 1000).length;
    expect(taken.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...taken.map(({ at }) => secondFrom(at)))).toBe(3);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(12 - taken.length);
  });

  test('breaks after so many requests, and may mend', async () => {
    await implementation.configure({ break: { after: 2, how: '502', times: 1 } });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await post()).status);
    expect(statuses).toEqual([400, 400, 502, 400]);
  });

  test('may be late, and may never answer', async () => {
    await implementation.configure({ break: { after: 0, how: 'slow:5' } });
    expect((await post()).status).toBe(400);
    await implementation.configure({ break: { after: 0, how: 'hang' } });
    const controller = new AbortController();
    const reply = fetch(implementation.url, { signal: controller.signal });
    while ((await implementation.log()).length < 2);
    controller.abort();
    await expect(reply).rejects.toThrow('aborted');
  });

  test('answers every third request that something went wrong, and has then done nothing', async () => {
    await implementation.configure({ flaky: 3 });
    const texts = [];
    for (let count = 0; count < 6; count += 1) texts.push(await (await post()).text());
    expect(texts[2]).not.toBe(texts[0]);
    expect(texts).toEqual([texts[0], texts[0], texts[2], texts[0], texts[0], texts[2]]);
  });
});

const plan = await casesFor();

describe('a case that the reference implementation skips', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  beforeEach(() => implementation.configure({}));
  afterAll(() => implementation.stop());

  test('is one that exists, and that it would not pass', async () => {
    expect(await needlessIn(skip, implementation, plan)).toEqual([]);
  });

  test('is named when it does not exist, or would pass', async () => {
    const skips = [
      { case: 'ytx/openDoor', reason: 'there is none' },
      { case: ids.booked, reason: 'there is none' },
    ];
    expect(await needlessIn(skips, implementation, plan)).toEqual([
      'no case is called ytx/openDoor',
      `${ids.booked} would pass`,
    ]);
  });

  test('is no failure where the reference implementation answers differently', async () => {
    await implementation.configure({ plant: [{ kind: 'missing', check: 'ytx/application-is-online' }] });
    const skips = [{ case: ids.appOffline, reason: 'its applications are always online' }];
    expect(await needlessIn(skips, implementation, plan)).toEqual([]);
    const { wanted, skipped } = await withoutSkipped(implementation, plan, skips);
    expect(wanted.map(({ id }) => id)).not.toContain(ids.appOffline);
    expect(skipped.map(({ planned, reason }) => [planned.id, reason])).toContainEqual([
      ids.appOffline,
      'its applications are always online',
    ]);
  });

  test('is one whose operation or check it does not have, without an entry', async () => {
    const named: readonly string[] = [ids.booked, ids.appOffline];
    const own = plan.filter(({ id }) => named.includes(id));
    const less = (missing: string) => ({
      known: async () => {
        const { operations, checks } = await implementation.known();
        return {
          operations: missing === 'createMeeting' ? { ...operations, ytx: [] } : operations,
          checks: checks.filter((name) => name !== missing),
        };
      },
    });
    const reasons = async (missing: string): Promise<readonly string[]> =>
      (await withoutSkipped(less(missing), own)).skipped.map(({ reason }) => reason);
    expect(await reasons('createMeeting')).toEqual(own.map(() => 'it has no operation createMeeting'));
    expect(await reasons('ytx/application-is-online')).toEqual(['it has no check ytx/application-is-online']);
    expect(await reasons('nothing')).toEqual([]);
  });
});
