import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import schema from '../../contracts/schemas/recording.schema.json' with { type: 'json' };
import type { Recording } from '../../contracts/recording/recording.js';
import ytxWorld from '../../fixtures/ytx/world.json' with { type: 'json' };
import { judge } from '../../simulator/platform/judge.js';
import { folderWith, tidyUp, understudy } from '../support/cli.js';
import { profileYaml } from '../second-opinion/profile.js';
import type { SecondOpinion } from '../second-opinion/start.js';
import { startSecondOpinion } from '../second-opinion/start.js';

afterAll(tidyUp);

const createMeeting = ['--provider', 'ytx'];

const recordingIn = (folder: string): Recording =>
  JSON.parse(readFileSync(join(folder, 'ytx/create-meeting.json'), 'utf8')) as Recording;

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

describe('understudy record', () => {
  test('keeps what the simulator in this process answers, and verify plays it back with the same end', async () => {
    const cwd = folderWith();
    const recorded = await understudy(['record', ...createMeeting, '--into', 'kept'], { cwd });
    expect([recorded.code, judge(schema, recordingIn(join(cwd, 'kept')))]).toEqual([0, []]);
    const verified = await understudy(
      ['verify', ...createMeeting, '--target', 'recording', '--recording', 'kept', '--no-colour'],
      { cwd },
    );
    expect(verified.code).toBe(0);
    expect(lastLine(verified.stdout)).toBe(lastLine(recorded.stdout));
  });

  test('says whose answers they are, and makes no validation record of a simulator', async () => {
    const cwd = folderWith();
    await understudy(['record', ...createMeeting, '--case', 'one party is enough'], { cwd });
    expect(recordingIn(join(cwd, 'recordings')).origin.kind).toBe('simulator');
    expect(existsSync(join(cwd, 'validation'))).toBe(false);
  });

  test('writes nothing and says so in a line where it cannot write', async () => {
    const cwd = folderWith({ taken: 'a file' });
    const { code, stderr } = await understudy(['record', ...createMeeting, '--into', 'taken', '--case', 'one party'], {
      cwd,
    });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^understudy: cannot write the recording taken.*\n$/)]);
  });
});

describe('a stand-in for the real sandbox', () => {
  let opinion: SecondOpinion;
  beforeAll(async () => {
    opinion = await startSecondOpinion({});
  });
  afterAll(() => opinion.stop());

  test('is recorded without a secret, leaves no booking, and validates nothing', async () => {
    const cwd = folderWith({ 'its.profile.yaml': profileYaml(opinion.url) });
    const sandbox = ['--target', 'sandbox', '--profile', 'its.profile.yaml', '--i-own-this-account'];
    const { code, stderr } = await understudy(['record', ...createMeeting, ...sandbox, '--case', '*party*'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    const text = readFileSync(join(cwd, 'recordings/ytx/create-meeting.json'), 'utf8');
    for (const { authToken } of Object.values(ytxWorld.accounts)) expect(text).not.toContain(authToken);
    expect(recordingIn(join(cwd, 'recordings')).origin.kind).toBe('stand-in');
    expect([await opinion.bookings(), readdirSync(cwd).includes('validation')]).toEqual([[], false]);
  });
});
