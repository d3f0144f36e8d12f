import { english } from '../../contracts/messages.js';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { driftOf, exitCodeOf, leftovers } from '../../contracts/drift/drift.js';
import type { Recording } from '../../contracts/recording/recording.js';
import { writePatches, patchMessage } from '../../simulator/cli/drift/patch-files.js';
import { driftText } from '../../simulator/cli/drift/report.js';
import { simulatorPortAt } from '../../simulator/cli/drift/run-drift.js';
import { folderWith, tidyUp } from '../support/cli.js';
import { casesFor, noon, targetOf } from '../reference-implementation/reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { recordedFrom } from './comparing.js';

jest.setTimeout(60_000);

const offline = 'ytx/createMeeting: an application that is not online is refused';
const booking = 'ytx/createMeeting: one party is enough';
const idle = 'xylink/createGroups: a room without a meeting is refused';
const clock = { now: () => Date.parse(noon) };

describe('the report of drift', () => {
  let implementation: ReferenceImplementation;
  let recordings: readonly Recording[];
  const plan = () => casesFor((id) => [offline, booking, idle].includes(id));
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
    recordings = await recordedFrom(targetOf(implementation), await plan());
  });
  afterEach(() => implementation.configure({ readings: {}, plant: [] }));
  afterAll(async () => {
    await implementation.stop();
    await tidyUp();
  });

  /** The drift of a run that is stopped after so many answered cases, or never. */
  async function found(stopAfter = Infinity) {
    const stopping = new AbortController();
    let ended = 0;
    const onResult = (): void => {
      ended += 1;
      if (ended === stopAfter) stopping.abort();
    };
    const real = targetOf(implementation);
    const observeOptions = {
      clock,
      key: new Uint8Array(32),
      secrets: new Set<string>(),
      stop: stopping.signal,
      onResult,
    };
    return driftOf({ plan: await plan(), recordings, real, simulator: simulatorPortAt(clock), observeOptions });
  }

  const textOf = (drift: Awaited<ReturnType<typeof found>>): string =>
    driftText(
      drift.findings.map((finding) => ({ finding, edits: [] })),
      drift,
    );

  test('is all that was seen until it was interrupted, and the cases add up', async () => {
    await implementation.configure({ plant: [{ kind: 'missing', check: 'ytx/application-is-online' }] });
    const order = (await plan()).map(({ id }) => id);
    const drift = await found(order.indexOf(offline) + 1);
    expect(drift.findings.map((each) => [each.case, each.isUnconfirmed])).toEqual([[offline, true]]);
    const { findings, agreed, skipped, inconclusive } = drift;
    expect(findings.length + agreed.length + skipped.length + inconclusive.length).toBe(order.length);
    expect(skipped.length).toBeGreaterThan(0);
    expect(exitCodeOf(drift)).toBe(1);
    expect(textOf(drift)).toContain('seen once: no second request was possible');
  });

  test('is the check that should have refused where the provider accepts', async () => {
    await implementation.configure({ plant: [{ kind: 'missing', check: 'ytx/application-is-online' }] });
    const drift = await found();
    expect(drift.findings.map(({ cause }) => cause)).toEqual([
      { by: 'acceptance', expected: 'ytx/application-is-online' },
    ]);
    expect(textOf(drift)).toContain('accepted, although ytx/application-is-online must refuse');
  });

  test('is the field whose type has changed, once for all cases that show it', async () => {
    await implementation.configure({
      plant: [{ kind: 'type', operation: 'createMeeting', field: 'statusMsg.mepwd', to: 'number' }],
    });
    const drift = await found();
    const fields = [{ pointer: '/statusMsg/mepwd', change: 'type' }];
    expect(drift.findings.map(({ cause }) => cause)).toEqual([{ by: 'fields', fields }]);
    const twice = { ...drift, findings: drift.findings.flatMap((each) => [each, { ...each, case: 'another' }]) };
    expect(textOf(twice)).toContain(
      `${booking}, step 1\nanother, step 1\n  the provider has changed\n  field type changed: /statusMsg/mepwd\n`,
    );
    expect(textOf(twice)).toContain('2 changed');
  });

  test('is which case may have left something', () => {
    expect(leftovers({ id: booking, left: ['the meeting 9'] })).toEqual([`the meeting 9, by the case "${booking}"`]);
  });

  test.each(['recA', 'my recordings'])('is from where the patch of a recording in %s applies', async (name) => {
    const folder = folderWith();
    const file = 'ytx/create-meeting.json';
    mkdirSync(dirname(join(folder, name, file)), { recursive: true });
    writeFileSync(join(folder, name, file), 'before\n');
    const edit = { of: 'recording', file, words: 'change it', change: () => 'after\n' } as const;
    const places = { source: join(folder, 'nothing'), recording: join(folder, name) };
    const [written] = await writePatches(join(folder, 'patches'), [edit], { places, mayWrite: () => undefined });
    const command = written && english(patchMessage(written)).split('apply it with: ')[1];
    const { status, stderr } = spawnSync(command ?? 'false', { shell: true, cwd: '/' });
    expect([status, String(stderr)]).toEqual([0, '']);
    expect(readFileSync(join(folder, name, file), 'utf8')).toBe('after\n');
  });
});
