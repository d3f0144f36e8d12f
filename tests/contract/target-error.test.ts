import { expect, test } from '@jest/globals';
import { createYtxClient } from '../../client/index.js';
import { targetErrorIn } from '../../contracts/suite/target-error.js';
import { failureOf } from '../client/ytx-requests.js';

const keys = { accountSID: 'ac', authToken: 'a token of no account', appid: 'ab' };
const meeting = { name: '周会', creator: '10000007556', parties: [{ name: '张三', phone: '10000000804' }] };

/** The target error of a call that ends in this way. */
async function targetErrorOf(fetch: typeof globalThis.fetch): Promise<string | undefined> {
  const client = createYtxClient({ baseUrl: 'http://127.0.0.1:1/sandbox.ytx.com', ...keys, fetch });
  return targetErrorIn(await failureOf(client.startMeeting(meeting)))?.message;
}

test('a target that cannot be reached is reported in one line, the same in each run', async () => {
  const fetch = (): Promise<Response> => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
  expect(await targetErrorOf(fetch)).toBe(
    'createMeeting: the provider was unreachable: ECONNREFUSED (nothing was sent)',
  );
});

test('the advice of a simulator is part of that line', async () => {
  const problem = { type: 'urn:meeting-understudy:not-found', detail: 'The path names no known provider.' };
  const headers = { 'Content-Type': 'application/problem+json' };
  const fetch = (): Promise<Response> =>
    Promise.resolve(new Response(JSON.stringify(problem), { status: 404, headers }));
  expect(await targetErrorOf(fetch)).toBe(
    'createMeeting: the simulator answered 404 in place of the provider: The path names no known provider.',
  );
});
