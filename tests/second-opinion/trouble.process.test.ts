import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ids } from './ids.js';
import { noon, verdictsOf } from './playing.js';
import { type SecondOpinion, startSecondOpinion } from './start.js';

describe('a provider in trouble', () => {
  let opinion: SecondOpinion;
  beforeAll(async () => {
    opinion = await startSecondOpinion({ now: noon });
  });
  beforeEach(() => opinion.reset());
  afterAll(() => opinion.stop());

  const post = (): Promise<Response> => fetch(`${opinion.url}/admin/login/refresh_token`, { method: 'POST' });

  test.each([{ limit: 0 }, { break: { after: 0, how: '502' } }, { break: { after: 0, how: 'reset' } }])(
    'can not be judged: %j',
    async (trouble) => {
      await opinion.configure(trouble);
      const verdicts = await verdictsOf(opinion, [ids.booked, ids.roomIdle, ids.loggedIn]);
      expect(verdicts.map(({ outcome }) => outcome)).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
    },
  );

  test('takes so many requests within any second, and says to the others that they are too many', async () => {
    await opinion.configure({ limit: 3 });
    const replies = await Promise.all(Array.from({ length: 12 }, post));
    const taken = (await opinion.log()).filter(({ operation }) => operation !== undefined);
    const secondFrom = (at: number): number => taken.filter((each) => each.at >= at && each.at < at + 1000).length;
    expect(taken.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...taken.map(({ at }) => secondFrom(at)))).toBe(3);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(12 - taken.length);
  });

  test('breaks after so many requests, and may mend', async () => {
    await opinion.configure({ break: { after: 2, how: '502', times: 1 } });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await post()).status);
    expect(statuses).toEqual([400, 400, 502, 400]);
  });

  test('may be late, and may never answer', async () => {
    await opinion.configure({ break: { after: 0, how: 'slow:5' } });
    expect((await post()).status).toBe(400);
    await opinion.configure({ break: { after: 0, how: 'hang' } });
    const patience = new AbortController();
    const reply = fetch(opinion.url, { signal: patience.signal });
    while ((await opinion.log()).length < 2);
    patience.abort();
    await expect(reply).rejects.toThrow('aborted');
  });

  test('answers every third request that something went wrong, and has then done nothing', async () => {
    await opinion.configure({ flaky: 3 });
    const texts = [];
    for (let count = 0; count < 6; count += 1) texts.push(await (await post()).text());
    expect(texts[2]).not.toBe(texts[0]);
    expect(texts).toEqual([texts[0], texts[0], texts[2], texts[0], texts[0], texts[2]]);
  });
});
