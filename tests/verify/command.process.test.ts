import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { echoMs } from '../../simulator/cli/verify/interruption.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { begin, folderWith, script, tidyUp } from '../support/cli.js';
import { endProcesses, startProcess } from '../support/process.js';
import { profileText } from './profile-text.js';

afterEach(endProcesses);
afterEach(tidyUp);

const sandbox = ['verify', '--target', 'sandbox', '--i-own-this-account', '--i-own-these-numbers', '--provider', 'ytx'];
const args = [...sandbox, '--case', '*a booking*'];

const profile = ({ url }: ReferenceImplementation): Readonly<Record<string, string>> => ({
  UNDERSTUDY_PROFILE: profileText(url, { requestsPerSecond: 20 }),
});

describe('understudy verify', () => {
  test('takes back what it has booked when it is interrupted', async () => {
    const implementation = await startReferenceImplementation();
    const child = startProcess([process.execPath, script, ...args], {
      cwd: folderWith(),
      env: profile(implementation),
    });
    const ended = once(child, 'exit');
    while ((await implementation.bookings()).length === 0) expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(await implementation.bookings()).toEqual([]);
    await implementation.stop();
  });

  test('ends at once on a second signal, and says what may be left', async () => {
    const implementation = await startReferenceImplementation({ break: { after: 0, how: 'hang' } });
    let now = Date.now();
    const running = begin(args, { cwd: folderWith(), env: profile(implementation), clock: { now: () => now } });
    while ((await implementation.log()).length === 0) expect(running.written().stderr).toBe('');
    running.signal('SIGINT');
    now += echoMs;
    running.signal('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toMatch(/^understudy: possibly not cancelled: bookings of "ytx\/createMeeting: [^\n]*\n$/);
    await implementation.stop();
  });
});
