import { describe, expect, test } from '@jest/globals';
import { createYtxClient } from '../../client/index.js';
import type { WireFault } from '../../simulator/core/scenarios/scenario.js';
import type { SimulatorOptions } from '../../simulator/index.js';
import { failureOf, weekly } from '../client/ytx-requests.js';
import { noon, openSimulator } from './scenario-server.js';
import { gate } from './wire.js';

/** Asks for a meeting that may be had, with a client whose base URL names a scenario. */
async function start(
  scenario: string,
  { timeoutMs, ...options }: SimulatorOptions & { readonly timeoutMs?: number } = {},
): Promise<unknown> {
  const { url, simulator } = await openSimulator(options);
  const cast = simulator.spaces.getOrCreate(undefined).cast()['ytx'] as Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;
  const { accountSID = '', authToken = '' } = cast['account:active'] ?? {};
  const { appid = '' } = cast['app:sandbox'] ?? {};
  const client = createYtxClient({
    baseUrl: `${url}/+${scenario}/sandbox.ytx.net`,
    ...{ accountSID, authToken, appid },
    clock: { now: () => noon },
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  return client.startMeeting(weekly);
}

interface Failure {
  readonly name: string;
}

const unreachable = { name: 'NetworkError', mayHaveHappened: true };
const offContract = (part: string, message: string) => ({
  name: 'ContractError',
  mayHaveHappened: true,
  issues: [{ part, message }],
});

/** What the client throws; null where it gets its meeting all the same. The hanging call has a test of its own. */
const thrown: Readonly<Record<Exclude<WireFault, 'hang'>, Failure | null>> = {
  'reset-before-headers': unreachable,
  'reset-after-headers': unreachable,
  'empty-reply': unreachable,
  'empty-body': offContract('body', 'is empty'),
  'truncated-body': unreachable,
  'garbage-bytes': offContract('headers', 'are not HTTP'),
  'garbage-body': offContract('body', 'is not UTF-8'),
  'wrong-content-type': null,
  'duplicate-keys': null,
  dribble: null,
  'content-length-too-long': unreachable,
  'content-length-too-short': offContract('body', 'is JSON that was cut short'),
};

const hardship = Object.entries(thrown).flatMap(([fault, error]) => (error === null ? [] : [[fault, error] as const]));
const nuisances = Object.entries(thrown).flatMap(([fault, error]) => (error === null ? [fault] : []));

describe('the client', () => {
  test.each(hardship)('under %s throws %j', async (fault, error) => {
    const failure = await failureOf(start(fault));
    expect(failure).toMatchObject(error);
  });

  test.each([...nuisances, 'slow', 'slow-around-2s', 'ok', 'ok-then-fail'])(
    'under %s gets its meeting',
    async (name) => {
      expect(await start(name)).toMatchObject({ meetingNumber: '001' });
    },
  );

  test.each(['gateway-502', 'gateway-503', 'gateway-504', 'http-500'])(
    'knows the page of %s for none of the provider’s',
    async (name) => {
      const status = Number(name.slice(-3));
      expect(await failureOf(start(name))).toMatchObject({
        name: 'ContractError',
        status,
        issues: [
          { part: 'status', message: `is ${status} and not 200` },
          { part: 'body', message: 'is HTML or XML, not JSON' },
        ],
      });
    },
  );

  test.each([
    ['caller-not-allowed', 'applicationNotVerified', false],
    ['balance-insufficient', 'balanceInsufficient', false],
    ['limit', 'tooFrequent', false],
    ['fail', 'exceptional', true],
  ])('takes %s for the refusal %s; may have happened: %s', async (name, refusal, mayHaveHappened) => {
    const error = await failureOf(start(name));
    expect(error).toMatchObject({ name: 'RefusedError', refusal, mayHaveHappened, refusedBy: undefined });
  });

  test.each(['hang', 'slow', 'dribble'])('gives up under %s when its time is over', async (name) => {
    // The gate is never opened: a slow reply never comes.
    const error = await failureOf(start(name, { timeoutMs: 20, schedule: gate().pause }));
    expect(error).toMatchObject({ name: 'TimeoutError', afterMs: 20, mayHaveHappened: true });
  });
});
