import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { ids } from './ids.js';
import { caseCalled, casesFor, noon, notPassed, played, targetOf } from './playing.js';
import { showSkipped, withoutSkipped } from './skips.js';
import { type SecondOpinion, startSecondOpinion } from './start.js';

describe('the second opinion', () => {
  let opinion: SecondOpinion;
  beforeAll(async () => {
    opinion = await startSecondOpinion({ now: noon });
  });
  beforeEach(() => opinion.reset());
  afterAll(() => opinion.stop());

  test.each([
    { provider: 'ytx', cases: 60 },
    { provider: 'xylink', cases: 140 },
  ])(
    'of $provider agrees with every case that needs no control',
    async ({ provider, cases }) => {
      const plan = await casesFor((id) => id.startsWith(`${provider}/`));
      const { wanted, skipped } = await withoutSkipped(opinion, plan);
      const run = await played(wanted, targetOf(opinion));
      expect(notPassed(run)).toEqual([]);
      expect(run.results.length + skipped.length).toBe(plan.length);
      expect(run.results.length).toBeGreaterThan(cases);
      showSkipped(provider, skipped);
    },
    60_000,
  );

  test('of YTX may remember all that the cases did, and is left without a booking', async () => {
    const { wanted } = await withoutSkipped(opinion, await casesFor((id) => id.startsWith('ytx/')));
    const run = await played(wanted, targetOf(opinion, { asItIs: true }));
    expect(notPassed(run)).toEqual([]);
    expect((await opinion.log()).length).toBeGreaterThan(run.results.length);
    expect(await opinion.bookings()).toEqual([]);
  }, 60_000);

  test('knows a booking until it is cancelled', async () => {
    const plan = [await caseCalled(ids.booked)];
    const target = { ...targetOf(opinion), keepsState: false };
    await played(plan, target);
    expect(await opinion.bookings()).toMatchObject([{ meid: '001', name: '周会', cancelled: false }]);
    await opinion.reset();
    await played(plan, { ...target, keepsState: true });
    expect(await opinion.log()).toHaveLength(2);
    expect(await opinion.bookings()).toEqual([]);
  });

  test('says when it was asked what, and nothing that signs', async () => {
    await fetch(`${opinion.url}/201612/sid/ac1/call/TeleMeeting.wx?Sign=c0ffee`, { method: 'POST' });
    const [asked] = await opinion.log();
    expect(asked).toEqual({
      at: expect.any(Number),
      provider: 'ytx',
      method: 'POST',
      path: '/201612/sid/ac1/call/TeleMeeting.wx',
      operation: 'createMeeting',
      status: 200,
    });
  });

  test('speaks as a provider does: with no header of a simulator', async () => {
    const paths = ['/201612/sid/ac1/call/TeleMeeting.wx', '/admin/login/refresh_token', '/nowhere'];
    const replies = await Promise.all(paths.map((path) => fetch(opinion.url + path, { method: 'POST' })));
    const names = replies.flatMap(({ headers }) => [...headers.keys()]);
    expect(names).toContain('content-type');
    expect(names.filter((name) => name.startsWith('simulator'))).toEqual([]);
  });

  test('shares no code with the simulator: node, its own files, and JSON that both sides agreed on', () => {
    const folder = new URL('.', import.meta.url);
    const program = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
    const code = program.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const imported = [...code.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)/g)].map(([, name = '']) => name);
    const read = [...code.matchAll(/json\(\s*'([^']+)'/g)].map(([, path = '']) => path);
    expect(imported.length).toBeGreaterThan(program.length);
    expect(imported.filter((name) => !/^(node:[a-z_/]+|\.\/[a-z-]+\.mjs)$/.test(name))).toEqual([]);
    expect(read.length).toBeGreaterThan(0);
    expect(
      read.filter((path) => !/^(contracts\/.*(refusals|operation)|fixtures\/[a-z]+\/world)\.json$/.test(path)),
    ).toEqual([]);
    expect(code.match(/readFile|readdir|createRequire/g)).toEqual(['readFile', 'readFile']);
  });

  test('is gone when it is stopped', async () => {
    const another = await startSecondOpinion();
    await another.stop();
    await expect(fetch(another.url)).rejects.toThrow('fetch failed');
  });

  test.each([
    { readings: { ytx: { statusMsg: 'list' } } },
    { plant: [{ kind: 'missing' as const, check: 'ytx/moon-is-full' }] },
    { break: { after: 1, how: 'sulk' } },
  ])('does not start with %j, which means nothing', async (configuration) => {
    await expect(startSecondOpinion(configuration)).rejects.toThrow('the second opinion did not start');
    await expect(opinion.configure(configuration)).rejects.toThrow('was answered 400');
  });
});
