import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { sampleOf } from '../contract/sample.js';
import { ids } from './ids.js';
import { caseCalled, casesFor, noon, notPassed, played, targetOf } from './reference-target.js';
import { showSkipped, withoutSkipped } from './skips.js';
import { type ReferenceImplementation, startReferenceImplementation } from './start.js';

describe('the reference implementation', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  beforeEach(() => implementation.reset());
  afterAll(() => implementation.stop());

  // Each common case with two operations; `every-case.full.test.ts` plays it with all.
  test.each([
    { provider: 'ytx', cases: 60 },
    { provider: 'xylink', cases: 140 },
  ])(
    'of $provider agrees with every case that needs no control',
    async ({ provider, cases }) => {
      const plan = sampleOf(await casesFor((id) => id.startsWith(`${provider}/`)), provider).inProcess;
      const { wanted, skipped } = await withoutSkipped(implementation, plan);
      const run = await played(wanted, targetOf(implementation));
      expect(notPassed(run)).toEqual([]);
      expect(run.results.length + skipped.length).toBe(plan.length);
      expect(run.results.length).toBeGreaterThan(cases);
      showSkipped(provider, skipped);
    },
    60_000,
  );

  test('of YTX may remember all that the cases did, and is left without a booking', async () => {
    const { wanted } = await withoutSkipped(implementation, await casesFor((id) => id.startsWith('ytx/')));
    const run = await played(wanted, targetOf(implementation, { asItIs: true }));
    expect(notPassed(run)).toEqual([]);
    expect((await implementation.log()).length).toBeGreaterThan(run.results.length);
    expect(await implementation.bookings()).toEqual([]);
  }, 60_000);

  test('knows a booking until it is cancelled', async () => {
    const plan = [await caseCalled(ids.booked)];
    const target = { ...targetOf(implementation), keepsState: false };
    await played(plan, target);
    expect(await implementation.bookings()).toMatchObject([{ meid: '001', name: '周会', cancelled: false }]);
    await implementation.reset();
    await played(plan, { ...target, keepsState: true });
    expect(await implementation.log()).toHaveLength(2);
    expect(await implementation.bookings()).toEqual([]);
  });

  test('says when it was asked what, and nothing that signs', async () => {
    await fetch(`${implementation.url}/201612/sid/ac1/call/TeleMeeting.wx?Sign=c0ffee`, { method: 'POST' });
    const [asked] = await implementation.log();
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
    const replies = await Promise.all(paths.map((path) => fetch(implementation.url + path, { method: 'POST' })));
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
    const another = await startReferenceImplementation();
    await another.stop();
    await expect(fetch(another.url)).rejects.toThrow('fetch failed');
  });

  test.each([
    { readings: { ytx: { statusMsg: 'list' } } },
    { plant: [{ kind: 'missing' as const, check: 'ytx/moon-is-full' }] },
    { break: { after: 1, how: 'sulk' } },
  ])('does not start with %j, which means nothing', async (configuration) => {
    await expect(startReferenceImplementation(configuration)).rejects.toThrow(
      'the reference implementation did not start',
    );
    await expect(implementation.configure(configuration)).rejects.toThrow('was answered 400');
  });
});
