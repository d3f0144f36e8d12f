import { describe, expect, test } from '@jest/globals';

interface NewCommand {
  readonly command: (
    argv: readonly string[],
  ) => Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>;
}
const { command } = (await import(new URL('../../scripts/new/command.js', import.meta.url).href)) as NewCommand;

/** Calls `npm run new` with arguments that must not lead it to write anything. */
async function refused(...args: readonly string[]): Promise<{ readonly status: number; readonly says: string }> {
  const { status, stdout, stderr } = await command(args);
  expect(stdout).toBe('');
  expect(stderr).toContain('npm run new -- PROVIDER OPERATION [--path PATH]');
  return { status, says: stderr.split('\n')[0] ?? '' };
}

describe('npm run new', () => {
  test.each<readonly [string, readonly string[], RegExp]>([
    ['no arguments', [], /^Name a provider and an operation\.$/],
    ['an unknown provider', ['zoom', 'close-meeting'], /^Unknown provider "zoom"\. Providers: xylink, ytx\.$/],
    ['no operation', ['ytx'], /^The name of the operation is missing\.$/],
    [
      'a name in another case',
      ['ytx', 'CloseMeeting'],
      /^Invalid name of the operation "CloseMeeting": use lower-case/,
    ],
    ['a name that leads elsewhere', ['ytx', '../close'], /^Invalid name of the operation/],
    ['a folder that exists', ['ytx', 'create-meeting'], /contracts\/ytx\/create-meeting exists already\./],
    ['an unknown flag', ['ytx', 'close-meeting', '--fast'], /^Unknown option '--fast'/],
    ['an argument too many', ['ytx', 'close-meeting', 'now'], /^Unknown argument "now"\.$/],
    [
      'a check without an operation',
      ['check', 'ytx', 'meeting-is-open'],
      /^Add --operation\. Operations of ytx: .*create-meeting/,
    ],
    [
      'a check of an unknown operation',
      ['check', 'ytx', 'meeting-is-open', '--operation', 'open-door'],
      /^Unknown operation "open-door"\. Operations of ytx: /,
    ],
    [
      'a check that exists',
      ['check', 'ytx', 'account-exists', '--operation', 'createMeeting'],
      /^ytx has a check called account-exists already\./,
    ],
    [
      'a word that JavaScript reserves',
      ['xylink', 'delete'],
      /^Invalid name of the operation "delete": JavaScript reserves/,
    ],
    ['a path with quotes', ['ytx', 'close-meeting', '--path', `/a"b'c`], /^Invalid path "\/a"b'c": begin with a slash/],
    ['a path without a slash', ['ytx', 'close-meeting', '--path', 'no-slash'], /^Invalid path "no-slash"/],
    [
      'an operation with options of a check',
      ['ytx', 'close-meeting', '--operation', 'createMeeting', '--scenario', 'closed'],
      /^--operation goes with a check/,
    ],
    [
      'a check with an option of an operation',
      ['check', 'ytx', 'meeting-is-open', '--operation', 'createMeeting', '--path', '/'],
      /^--path goes with an operation/,
    ],
    [
      'an invalid name of a fact',
      ['check', 'ytx', 'host-is-known', '--operation', 'createMeeting', '--provides', 'Host'],
      /^Invalid name of the fact "Host"/,
    ],
    ['a check of one word', ['check', 'ytx', 'open', '--operation', 'createMeeting'], /name the condition/],
  ])('refuses %s, and prints its usage', async (_name, args, says) => {
    expect(await refused(...args)).toEqual({ status: 2, says: expect.stringMatching(says) });
  });

  test.each(['--help', '-h'])('prints its usage for %s', async (flag) => {
    const { status, stdout, stderr } = await command(['ytx', 'close-meeting', flag]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Add an operation or a check\.\n/);
  });
});
