import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import schema from '../../contracts/schemas/validation.schema.json' with { type: 'json' };
import type { Target } from '../../contracts/suite/target.js';
import { runState } from '../../simulator/cli/verify/progress.js';
import { runSuite } from '../../simulator/cli/verify/run-suite.js';
import { readRecords } from '../../simulator/cli/validation/record-files.js';
import { recordedRun } from '../../simulator/cli/record/recorded-run.js';
import { judge } from '../../simulator/platform/judge.js';
import ytxWorld from '../../fixtures/ytx/world.json' with { type: 'json' };
import { folderWith, tidyUp, top } from '../support/cli.js';
import { noon, targetOf } from '../reference-implementation/reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { accepted, planned, refused } from './real-run.js';

describe('a run of verify', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterAll(async () => {
    await implementation.stop();
    await tidyUp();
  });

  /** The reference implementation as if it were the provider: no test can ask the real one. */
  const pretending = (): Target => ({ ...targetOf(implementation), origin: 'provider' });
  const clock = { now: () => Date.parse(noon) };
  const recordsIn = (folder: string) => readRecords({ folder, cwd: top }, 'ytx');

  test('leaves no record when a stand-in answered', async () => {
    const folder = folderWith();
    const run = await recordedRun({ cwd: top, validation: folder })(await planned(accepted, refused), {
      target: targetOf(implementation),
      clock,
    });
    expect(run.results.map(({ verdict }) => verdict.outcome)).toEqual(['passed', 'passed']);
    expect([run.target.origin, readdirSync(folder)]).toEqual(['stand-in', []]);
  });

  test('writes the same record for the same reply, independent of the other cases', async () => {
    const [folder, another] = [folderWith(), folderWith()];
    await recordedRun({ cwd: top, validation: folder })(await planned(accepted, refused), {
      target: pretending(),
      clock,
    });
    await recordedRun({ cwd: top, validation: another })(await planned(refused), { target: pretending(), clock });
    const [both, one] = [await recordsIn(folder), await recordsIn(another)];
    expect(both.map((record) => record.case).toSorted()).toEqual([accepted, refused].toSorted());
    expect(one).toEqual(both.filter((record) => record.case === refused));
  });

  test('writes them into the given folder, as their schema says, without credentials', async () => {
    const folder = folderWith();
    const { exitCode } = await runSuite(
      await planned(accepted, refused),
      { target: pretending(), atOnce: 1, secrets: [] },
      {
        provider: 'ytx',
        color: false,
        out: { write: () => true },
        complain: () => undefined,
        stop: new AbortController().signal,
        runState: runState(),
        leftBookings: { note: () => undefined, exitCode: (exitCode) => Promise.resolve(exitCode) },
        play: recordedRun({ cwd: top, validation: folder }),
      },
    );
    const text = readFileSync(`${folder}/ytx.json`, 'utf8');
    expect([exitCode, judge(schema, JSON.parse(text))]).toEqual([0, []]);
    for (const { authToken } of Object.values(ytxWorld.accounts)) expect(text).not.toContain(authToken);
  });
});
