import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ids } from '../reference-implementation/ids.js';
import { noon } from '../reference-implementation/reference-target.js';
import {
  type Configuration,
  type ReferenceImplementation,
  startReferenceImplementation,
} from '../reference-implementation/start.js';
import { type Ended, folderWith, tidyUp, understudy } from '../support/cli.js';
import { profileText } from './profile-text.js';

afterAll(tidyUp);

const file = 'understudy-left-20261121T040000Z.json';
const sandbox = ['--target', 'sandbox', '--i-own-this-account', '--i-own-these-numbers', '--provider', 'ytx'];
const clock = { now: () => Date.parse(noon) };
/** Cancels again at once. */
const sleep = (): Promise<void> => Promise.resolve();

describe('a booking that could not be cancelled', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  beforeEach(() => implementation.reset());
  afterAll(() => implementation.stop());

  async function runOf(
    configuration: Configuration,
    args: readonly string[],
  ): Promise<Ended & { readonly cwd: string }> {
    await implementation.configure({ now: noon, ...configuration });
    const cwd = folderWith();
    const env = { UNDERSTUDY_PROFILE: profileText(implementation.url) };
    return { cwd, ...(await understudy([...args, ...sandbox], { cwd, env, clock, sleep })) };
  }

  const leftIn = (cwd: string): unknown => JSON.parse(readFileSync(join(cwd, file), 'utf8'));

  const booking = {
    case: ids.booked,
    confid: '001',
    booktime: '2026-12-22 12:00',
    numbers: ['01000000001', '01000000002'],
    accountSID: 'ac000000000000000000000000000001',
    appid: 'ab000000000000000000000000000001',
  };

  test.each(['verify', 'record'])(
    'is printed, written to a file, and ends %s with an exit code of its own',
    async (command) => {
      const { code, stderr, cwd } = await runOf({ break: { after: 1, how: '502' } }, [command, '--case', ids.booked]);
      expect(code).toBe(4);
      expect(stderr).toContain(
        'not cancelled: confid 001, booktime 2026-12-22 12:00, numbers 01000000001, 01000000002, by the case ' +
          `"${ids.booked}"; cancel it by hand (see ${file})`,
      );
      expect(leftIn(cwd)).toEqual([booking]);
    },
  );

  test('is reported without a confid where no reply came', async () => {
    const { code, cwd } = await runOf({ break: { after: 0, how: '502' } }, ['verify', '--case', ids.booked]);
    expect(code).toBe(4);
    const { confid: _, ...rest } = booking;
    expect(leftIn(cwd)).toEqual([rest]);
  });

  test('is none where the case itself has cancelled it, and fails', async () => {
    const plant = [{ kind: 'code' as const, check: 'ytx/booking-is-not-cancelled', code: '-9' }];
    const { code, cwd } = await runOf({ plant }, ['verify', '--case', '*cannot be cancelled again']);
    expect([code, readdirSync(cwd)]).toEqual([1, []]);
  });

  test('is none where a second try cancels it', async () => {
    const broken = { break: { after: 1, how: '502', times: 1 } };
    const { code, cwd } = await runOf(broken, ['verify', '--case', ids.booked]);
    expect([code, readdirSync(cwd).filter((name) => name !== 'validation')]).toEqual([0, []]);
  });

  test('is named without a file where none can be written', async () => {
    await implementation.configure({ now: noon, break: { after: 1, how: '502' } });
    const cwd = folderWith();
    mkdirSync(join(cwd, file));
    const env = { UNDERSTUDY_PROFILE: profileText(implementation.url) };
    const { code, stderr } = await understudy(['verify', ...sandbox, '--case', ids.booked], { cwd, env, clock, sleep });
    expect(code).toBe(4);
    expect(stderr).toMatch(/cannot write the list of bookings that are not cancelled understudy-left-\S+: EISDIR/);
  });
});
