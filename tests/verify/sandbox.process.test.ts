import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import { noon } from '../reference-implementation/reference-target.js';
import { withoutSkipped } from '../reference-implementation/skips.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { reasonsIn, thatEnded, verify } from './verifying.js';

jest.setTimeout(60_000);

const standard = { plant: [], readings: {}, now: noon };

describe('a real provider that behaves as the contracts say', () => {
  let implementation: ReferenceImplementation;
  /** The cases that the reference implementation does not skip, including those that only the simulator can run. */
  let known: readonly string[];
  beforeAll(async () => {
    implementation = await startReferenceImplementation(standard);
    const { wanted } = await withoutSkipped(implementation, planOf(await allCaseFiles(), {}));
    known = wanted.map(({ id }) => id);
  });
  beforeEach(async () => {
    await implementation.reset();
    await implementation.configure(standard);
  });
  afterAll(() => implementation.stop());

  test('passes every case that can be played, and keeps no booking', async () => {
    const run = await verify(implementation.url, { case: known });
    expect([thatEnded(run, 'failed'), thatEnded(run, 'inconclusive')]).toEqual([[], []]);
    expect(run.exitCode).toBe(0);
    expect(run.report.totals.passed).toBeGreaterThan(150);
    expect(run.output).toMatch(/\n\d+ passed, 0 failed, \d+ skipped\n$/);
    expect(await implementation.bookings()).toEqual([]);
    expect((await implementation.log()).length).toBe(run.target.sentCount());
  });

  test('is never asked to ring a phone without permission', async () => {
    const run = await verify(implementation.url, { provider: 'ytx', case: ['*started at once*'] });
    expect(reasonsIn(run)).toEqual(['phones could ring or a running meeting could change; --allow-dialling allows it']);
    expect([run.exitCode, await implementation.log()]).toEqual([2, []]);
    const allowed = await verify(implementation.url, {
      provider: 'ytx',
      case: ['*started at once*'],
      allowDialling: true,
    });
    expect(thatEnded(allowed, 'passed').length).toBeGreaterThan(0);
    expect(allowed.output).toMatch(/Left behind\n {2}the started meeting \d+/);
  });

  test('is not asked about roles that the profile does not have', async () => {
    const run = await verify(implementation.url, {
      without: ['app:offline', 'account:suspended'],
      provider: 'ytx',
      case: known,
    });
    expect(run.exitCode).toBe(0);
    expect(reasonsIn(run)).toEqual(
      expect.arrayContaining([
        'the cast has no entity for the role app:offline',
        'the cast has no entity for the role account:suspended',
      ]),
    );
  });

  test('is asked no more than the budget allows, clean-up included', async () => {
    const run = await verify(implementation.url, { budget: 40, provider: 'ytx', case: known });
    const reasons = run.report.results.flatMap(({ outcome, reason = '' }) =>
      outcome === 'inconclusive' ? reason : [],
    );
    expect([...new Set(reasons)]).toEqual([
      'the request budget of 40 would not suffice; raise "budget" in the profile',
    ]);
    expect(run.exitCode).toBe(3);
    expect((await implementation.log()).length).toBeLessThanOrEqual(40);
    expect((await implementation.log()).length).toBeGreaterThan(30);
    expect(await implementation.bookings()).toEqual([]);
  });

  test('is asked at the pace of the profile', async () => {
    const instants: number[] = [];
    let now = Date.parse(noon);
    await verify(implementation.url, {
      provider: 'ytx',
      case: ['*refused*'],
      requestsPerSecond: 4,
      means: {
        clock: { now: () => now },
        sleep: (ms) => Promise.resolve((now += ms)).then(() => undefined),
        fetch: (...request) => {
          instants.push(now);
          return fetch(...request);
        },
      },
    });
    expect(instants.length).toBeGreaterThan(20);
    expect(instants.every((at, index) => index === 0 || at - (instants[index - 1] ?? 0) >= 250)).toBe(true);
  });

  test('is left without bookings when cases fail', async () => {
    await implementation.configure({
      plant: [{ kind: 'type', operation: 'createMeeting', field: 'statusMsg.mepwd', to: 'number' }],
    });
    const run = await verify(implementation.url, { provider: 'ytx' });
    expect(run.exitCode).toBe(1);
    expect((await implementation.log()).length).toBeGreaterThan(thatEnded(run, 'failed').length);
    expect(await implementation.bookings()).toEqual([]);
  });

  test('gets a report by name of what could not be undone', async () => {
    await implementation.configure({ break: { after: 1, how: '502' } });
    const run = await verify(implementation.url, {
      provider: 'ytx',
      case: ['*: a booking is accepted', 'ytx/createMeeting:*kept as it was sent*', 'ytx/createMeeting:*hours ahead*'],
    });
    expect(run.report.left[0]?.what).toMatch(/^the booking \d+$/);
    expect(run.output).toMatch(/Left behind\n {2}the booking \d+ \(ytx\/createMeeting/);
  });

  test('is left without bookings when the run is stopped in the middle', async () => {
    const stopping = new AbortController();
    const run = await verify(implementation.url, {
      provider: 'ytx',
      case: ['*cannot be cancelled again'],
      stop: stopping.signal,
      means: {
        fetch: async (...request) => {
          const reply = await fetch(...request);
          stopping.abort();
          return reply;
        },
      },
    });
    expect([run.exitCode, run.report.run.stopped]).toEqual([3, true]);
    // One request booked, and one took it back.
    expect((await implementation.log()).map(({ operation }) => operation)).toEqual(['createMeeting', 'createMeeting']);
    expect(await implementation.bookings()).toEqual([]);
  });
});
