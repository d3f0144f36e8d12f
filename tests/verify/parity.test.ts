import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { overHttp } from '../../contracts/suite/targets/http.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import { exitCodeOf, type Run } from '../../contracts/suite/run/result.js';
import { runCases } from '../../contracts/suite/run/run.js';
import type { Target } from '../../contracts/suite/target.js';
import { createSimulator, type Listening } from '../../simulator/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';

const clock = { now: () => Date.parse('2026-11-21T12:00:00.250+08:00') };
const controlToken = 'invented-control-token';

/** One case of each kind; `tests/contract/*.plan.test.ts` play all of them, without a token. */
const chosen = [
  // Accepted, and refused.
  'ytx/createMeeting: one party is enough',
  'xylink/createGroups: a room without a meeting is refused',
  // What a step did is there in the next.
  'ytx/createMeeting: a booking is cancelled under its own number',
  // A world, a clock that is moved, and a reading that is not the default.
  'xylink/createGroups: the option fixed begins anew with each second of the clock',
  // Another caller.
  "ytx/createMeeting: a caller who is on the application's list is let in",
];

describe('the simulator over HTTP', () => {
  const simulator = createSimulator({ clock, controlToken });
  let listening: Listening;
  beforeAll(async () => {
    listening = await simulator.listen(0);
  });
  afterAll(() => listening.close());

  const played = async (target: Target, atOnce: number): Promise<Run> =>
    runCases(planOf(await allCaseFiles(), { isMeant: (id) => chosen.includes(id) }), { target, atOnce, clock });

  test('is judged in each case as it is in process, and keeps no space', async () => {
    let begun = 0;
    const spaceNames = (): string => `parity-${(begun += 1)}`;
    const [near, far] = await Promise.all([
      played(suiteTarget(createSimulator({ clock })), 8),
      played(overHttp(listening.url, spaceNames, { controlToken }), 4),
    ]);
    const verdicts = ({ results }: Run): unknown => results.map(({ id, verdict }) => [id, verdict]);
    expect(verdicts(far)).toEqual(verdicts(near));
    expect([exitCodeOf(near), exitCodeOf(far)]).toEqual([0, 0]);
    expect(far.results.map(({ id }) => id).sort()).toEqual([...chosen].sort());
    expect(simulator.spaces.names().filter((name) => name.startsWith('parity'))).toEqual([]);
  });
});
