import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { runDrift } from '../../simulator/cli/drift/run-drift.js';
import { type DriftFlags, refuseMisplaced } from '../../simulator/cli/drift/flags.js';
import { recordingFiles } from '../../contracts/recording/files.js';
import { recordRun } from '../../contracts/recording/record.js';
import { refusals } from '../../contracts/ytx/generated.js';
import { readings } from '../../simulator/providers/ytx/readings.js';
import ytxWorld from '../../fixtures/ytx/world.json' with { type: 'json' };
import { folderWith, tidyUp, top } from '../support/cli.js';
import { casesFor, noon, targetOf } from '../reference-implementation/reference-target.js';
import { profileYaml } from '../reference-implementation/profile.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';

jest.setTimeout(60_000);

const offline = 'ytx/createMeeting: an application that is not online is refused';
const booking = 'ytx/createMeeting: one party is enough';
const clock = { now: () => Date.parse(noon) };

describe('understudy drift', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterEach(() => implementation.configure({ readings: {}, plant: [] }));
  afterAll(async () => {
    await implementation.stop();
    await tidyUp();
  });

  /** A folder with a recording of two cases against the reference implementation, and a profile of it. */
  async function recorded(): Promise<string> {
    const folder = folderWith({ 'profile.yaml': profileYaml(implementation.url) });
    const plan = await casesFor((id) => [offline, booking].includes(id));
    const run = await recordRun(plan, {
      target: targetOf(implementation),
      clock,
      key: new Uint8Array(32),
      versions: {},
    });
    for (const [path, text] of Object.entries(recordingFiles(run))) {
      mkdirSync(dirname(join(folder, 'recordings', path)), { recursive: true });
      writeFileSync(join(folder, 'recordings', path), text);
    }
    return folder;
  }

  const drift = async (folder: string, flags: Partial<DriftFlags> = {}) => {
    await implementation.reset();
    return runDrift(
      {
        recording: join(folder, 'recordings'),
        target: 'sandbox',
        profile: join(folder, 'profile.yaml'),
        iOwnThisAccount: true,
        iOwnTheseNumbers: true,
        case: [offline, booking],
        ...flags,
      },
      { env: {}, stop: new AbortController().signal, cwd: folder, clock },
    );
  };

  /** Applies each patch in a copy of what it is about, and gives the copy. */
  function applied(patches: string, from: string, paths: readonly string[]): string {
    const copy = folderWith();
    for (const path of paths) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(from, path), join(copy, path));
    }
    for (const patch of readdirSync(patches)) {
      const { status, stderr } = spawnSync('git', ['apply', '--verbose', '--unsafe-paths', join(patches, patch)], {
        cwd: patch.startsWith('recording-') ? join(copy, 'recordings') : copy,
        env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(copy) },
      });
      expect([patch, status, String(stderr)]).toEqual([patch, 0, expect.stringContaining('cleanly')]);
    }
    return copy;
  }

  test('exits with 0 when nothing has moved', async () => {
    const { said, exitCode } = await drift(await recorded());
    expect([said, exitCode]).toEqual(['0 changed, 2 unchanged, 0 skipped, 0 inconclusive\n', 0]);
  });

  test('says which reading it is, and writes the patch of its default', async () => {
    await implementation.configure({ readings: { ytx: { statusMsg: 'string' } } });
    const folder = await recorded();
    const { said, exitCode } = await drift(folder, { patch: join(folder, 'patches') });
    expect(exitCode).toBe(1);
    expect(said).toContain(`${booking}, step 1\n  the simulator is wrong\n  the reading is statusMsg=string\n`);
    expect(said).toContain(
      "edit simulator/providers/ytx/readings.ts: make 'string' the default of the reading statusMsg",
    );
    const file = 'simulator/providers/ytx/readings.ts';
    expect(readdirSync(join(folder, 'patches'))).toEqual(['source-simulator-providers-ytx-readings.ts.patch']);
    const before = readFileSync(join(top, file), 'utf8').split('\n');
    const after = readFileSync(join(applied(join(folder, 'patches'), top, [file]), file), 'utf8').split('\n');
    const changed = after.flatMap((line, index) => (line === before[index] ? [] : [[before[index], line]]));
    expect(changed).toEqual([[`    default: '${readings.statusMsg.default}',`, "    default: 'string',"]]);
  });

  test('writes the patch of a refusal that has another code, and of the recording', async () => {
    const folder = await recorded();
    await implementation.configure({ plant: [{ kind: 'code', check: 'ytx/application-is-online', code: '-299' }] });
    const { said } = await drift(folder, { patch: join(folder, 'patches') });
    expect(said).toContain(
      `${offline}, step 1\n  the provider has changed\n  in the simulator ytx/application-is-online refuses this`,
    );
    const source = 'contracts/ytx/refusals.json';
    const recording = 'recordings/ytx/create-meeting.json';
    expect(readdirSync(join(folder, 'patches'))).toHaveLength(2);
    const both = folderWith();
    cpSync(join(top, source), join(both, source), { recursive: true });
    cpSync(join(folder, recording), join(both, recording), { recursive: true });
    const copy = applied(join(folder, 'patches'), both, [source, recording]);
    const entries = JSON.parse(readFileSync(join(copy, source), 'utf8')) as Record<
      string,
      { code: string; body: string }
    >;
    expect(entries['applicationNotVerified']).toMatchObject({ code: '-299', body: expect.stringContaining('"-299"') });
    writeFileSync(join(folder, recording), readFileSync(join(copy, recording)));
    const { said: afterwards } = await drift(folder);
    expect(afterwards).toContain('the simulator is wrong');
    expect(afterwards).not.toContain('the provider has changed');
  });

  test('writes the patch of a recording that was edited', async () => {
    const folder = await recorded();
    const file = join(folder, 'recordings/ytx/create-meeting.json');
    const asRecorded = readFileSync(file, 'utf8');
    const { statusMsg: said } = JSON.parse(refusals.applicationNotVerified.body) as { readonly statusMsg: string };
    writeFileSync(file, asRecorded.replace(said, 'something else'));
    const report = await drift(folder, { patch: join(folder, 'patches') });
    expect(report.said).toContain('the recording is stale');
    const copy = applied(join(folder, 'patches'), folder, ['recordings/ytx/create-meeting.json']);
    expect(readFileSync(join(copy, 'recordings/ytx/create-meeting.json'), 'utf8')).toBe(asRecorded);
  });

  test('shows no credential, in text, JSON or patches', async () => {
    const folder = await recorded();
    await implementation.configure({ readings: { ytx: { statusMsg: 'string' } } });
    const { said } = await drift(folder, { patch: join(folder, 'patches') });
    const { said: json } = await drift(folder, { json: true });
    const patches = readdirSync(join(folder, 'patches')).map((each) =>
      readFileSync(join(folder, 'patches', each), 'utf8'),
    );
    const all = [said, json, ...patches].join('\n');
    expect(JSON.parse(json)).toMatchObject({
      findings: [{ case: booking, driftSource: 'provider' }],
      agreed: [offline],
    });
    for (const { authToken } of Object.values(ytxWorld.accounts)) expect(all).not.toContain(authToken);
    expect(all).not.toMatch(/Sign=[0-9a-f]{32}/i);
  });

  test('exits with 3 when the provider is not there', async () => {
    const folder = await recorded();
    const gone = await startReferenceImplementation();
    await gone.stop();
    writeFileSync(join(folder, 'profile.yaml'), profileYaml(gone.url));
    const { said, exitCode } = await drift(folder);
    expect(exitCode).toBe(3);
    expect(said).toContain(`${booking}\n  inconclusive: `);
  });

  test.each<{ what: string; flags: Partial<DriftFlags>; says: string }>([
    {
      what: 'a folder without recordings',
      flags: { recording: '/nowhere' },
      says: 'no recording in the folder /nowhere',
    },
    { what: 'no profile', flags: { profile: undefined as never }, says: '--target sandbox needs a profile' },
    {
      what: 'no word of the owner',
      flags: { iOwnThisAccount: undefined as never },
      says: 'confirm with --i-own-this-account',
    },
    { what: 'an unknown case', flags: { case: ['no such case'] }, says: 'no case matches --case' },
  ])('refuses $what', async ({ flags, says }) => {
    await expect(drift(await recorded(), flags)).rejects.toThrow(says);
  });

  test('refuses an unknown target, and flags of another', () => {
    expect(() => {
      refuseMisplaced({ recording: 'recordings', target: 'simulator' });
    }).toThrow('--target must be none or sandbox');
    expect(() => {
      refuseMisplaced({ recording: 'recordings', target: 'none', profile: 'p.yaml' });
    }).toThrow('--profile needs --target sandbox');
  });
});
