import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import schema from '../../contracts/schemas/recording.schema.json' with { type: 'json' };
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import type { Recording } from '../../contracts/recording/recording.js';
import { judge } from '../../simulator/platform/judge.js';
import { folderWith, tidyUp, understudy } from '../support/cli.js';

afterAll(tidyUp);

const createMeeting = ['--provider', 'ytx'];

const recordingIn = (folder: string): Recording =>
  JSON.parse(readFileSync(join(folder, 'ytx/create-meeting.json'), 'utf8')) as Recording;

const casesWithCallbacks = (await allCaseFiles())
  .filter(({ provider }) => provider === 'ytx')
  .flatMap(({ cases }) => cases)
  .filter(({ then }) => then.callbacks !== undefined).length;

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

describe('understudy record', () => {
  test('keeps what the simulator in this process answers, and verify plays it back with the same end', async () => {
    const cwd = folderWith();
    const recorded = await understudy(['record', ...createMeeting, '--recording', 'kept'], { cwd });
    expect([recorded.code, judge(schema, recordingIn(join(cwd, 'kept')))]).toEqual([0, []]);
    const verified = await understudy(
      ['verify', ...createMeeting, '--target', 'recording', '--recording', 'kept', '--no-color'],
      { cwd },
    );
    expect(verified.code).toBe(0);
    // A recording has no callbacks: cases that expect some are skipped.
    const [, played = ''] = /^(\d+) passed, 0 failed, 0 skipped$/.exec(lastLine(recorded.stdout) ?? '') ?? [];
    const [, passed = '', skipped = ''] =
      /^(\d+) passed, 0 failed, (\d+) skipped$/.exec(lastLine(verified.stdout) ?? '') ?? [];
    expect([Number(passed) + Number(skipped), skipped]).toEqual([Number(played), String(casesWithCallbacks)]);
  });

  test('says whose answers they are, and makes no validation record of a simulator', async () => {
    const cwd = folderWith();
    await understudy(['record', ...createMeeting, '--case', 'one party is enough'], { cwd });
    expect(recordingIn(join(cwd, 'recordings')).origin.kind).toBe('simulator');
    expect(existsSync(join(cwd, 'validation'))).toBe(false);
  });

  test('refuses to record a recording', async () => {
    const cwd = folderWith();
    const { code, stderr } = await understudy(['record', ...createMeeting, '--target', 'recording'], { cwd });
    expect([code, existsSync(join(cwd, 'recordings'))]).toEqual([2, false]);
    expect(stderr).toMatch(/^understudy: --target recording cannot be recorded: [^\n]+\n$/);
  });

  test('writes nothing and says so in a line where it cannot write', async () => {
    const cwd = folderWith({ taken: 'a file' });
    const { code, stderr } = await understudy(
      ['record', ...createMeeting, '--recording', 'taken', '--case', 'one party'],
      {
        cwd,
      },
    );
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^understudy: cannot write the recording taken.*\n$/)]);
  });
});
