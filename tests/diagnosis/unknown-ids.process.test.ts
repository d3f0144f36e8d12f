import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { diagnosisOf } from '../../simulator/core/diagnosis/diagnose.js';
import type { Diagnosis } from '../../simulator/core/diagnosis/diagnosis.js';
import { createSimulator, type Exchange } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { incomingRequest } from '../support/incoming-request.js';
import { incomingRequest as incomingXylink } from '../xylink/diagnosing.js';
import { groups, rooms } from '../xylink/xylink-requests.js';
import { type Call, noon, prepare } from '../ytx/caller.js';

const simulator = createSimulator({ clock: { now: () => noon } });
const space = simulator.spaces.getOrCreate(undefined);
const strange = 'ff80000000000000000000000000007c';

const diagnosisIn = (exchange: Exchange): Diagnosis =>
  diagnosisOf(
    { exchange, complete: true },
    { providers, documents: space.documents, redact: space.redactor(), language: 'en' },
  );

const ytx = (call: Call): Exchange => simulator.ask('ytx', incomingRequest(prepare(space, call)));

const unknownEnterprise = (): Exchange => {
  const { method, target, body = '' } = groups({ meetingRoomNumber: rooms.running }, { enterpriseId: strange });
  return simulator.ask('xylink', incomingXylink({ method, target, body: Buffer.from(body) }));
};

describe('an id that the simulator does not have', () => {
  test.each([
    {
      of: 'an account',
      exchange: ytx({ pathAccount: strange, claimedAccount: strange }),
      says: `The simulator has no account ${strange}.`,
      fix: 'Set the variable YTX_AUTH_TOKEN of your shell',
      patch: { ytx: { accounts: { [strange]: { authToken: 'my token' } } } },
    },
    {
      of: 'an application',
      exchange: ytx({ fields: { appid: strange } }),
      says: `has no application ${strange}.`,
      fix: 'Check `appid`, or add the application',
      patch: {
        ytx: {
          applications: { [strange]: { account: 'ac000000000000000000000000000001', environment: 'sandbox' } },
        },
      },
    },
    {
      of: 'an enterprise',
      exchange: unknownEnterprise(),
      says: `The simulator has no enterprise ${strange}.`,
      fix: 'Set the variables XYLINK_TOKEN, XYLINK_CLIENT_ID and XYLINK_CLIENT_SECRET of your shell',
      patch: {
        xylink: {
          enterprises: { [strange]: { token: 'my token', clientId: 'my client', clientSecret: 'my secret' } },
        },
      },
    },
  ])('is in the command as it was received: $of', ({ exchange, says, fix, patch }) => {
    const { advice } = diagnosisIn(exchange);
    expect(advice?.says).toContain(says);
    expect(advice?.fix).toContain(fix);
    expect(patchSentBy(advice?.fix ?? '')).toEqual(patch);
  });

  test('is hidden if it is a token of the simulator', () => {
    const { authToken } = space.cast()['ytx']?.['account:active'] as { readonly authToken: string };
    const { advice } = diagnosisIn(ytx({ pathAccount: authToken, claimedAccount: authToken }));
    expect(advice?.says).not.toContain(authToken);
    expect(advice?.fix).toContain('{"accounts":{"<accountSID>":');
    expect(advice?.fix).not.toContain(authToken);
  });

  test('gets no command if no world can have it', () => {
    const { advice } = diagnosisIn(ytx({ pathAccount: 'my-sid', claimedAccount: 'my-sid' }));
    expect(advice?.says).toBe(
      'The simulator has no `accountSID` "my-sid": an id of its world has 8 to 64 letters and digits.',
    );
    expect(advice?.fix).not.toContain('curl');
  });
});

/** The JSON that a shell gives to the curl of an advice. */
function patchSentBy(fix: string): unknown {
  const command = fix.slice(fix.indexOf('curl'), fix.lastIndexOf("'") + 1);
  const env = {
    YTX_AUTH_TOKEN: 'my token',
    XYLINK_TOKEN: 'my token',
    XYLINK_CLIENT_ID: 'my client',
    XYLINK_CLIENT_SECRET: 'my secret',
  };
  const words = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${command}`], { env }).toString();
  return JSON.parse(words.split('\n')[4] ?? '');
}
