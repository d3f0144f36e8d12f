import { afterAll, describe, expect, test } from '@jest/globals';
import { type StartedSimulator, startSimulator } from '../../simulator/index.js';
import { exchangeMatchers, spaceTest, type SpaceTestFramework } from '../../simulator/test-kit/frameworks.js';
import { simulatorTest } from '../../simulator/test-kit/jest.js';
import { failureOf, weekly } from '../client/ytx-requests.js';

const testInSpace = simulatorTest({ seed: 'friday' });
const names = new Set<string>();

describe('simulatorTest of jest', () => {
  testInSpace('gives each test a space', async ({ space, simulator }) => {
    names.add(space.name);
    const client = await space.client('ytx');
    await client.startMeeting(weekly);
    const call = await space.journal.waitFor({ operation: 'createMeeting' });
    expect(call).toBeAccepted();
    expect(call).not.toBeRefusedBy('ytx/sign-is-right');
    expect(simulator.url).toMatch(/^http:/);
  });

  testInSpace.each(['app:offline', 'app:suspended'])('of %s, too', async (app, { space }) => {
    names.add(space.name);
    const client = await space.client('ytx', { app });
    await failureOf(client.startMeeting(weekly));
    const call = await space.journal.waitFor();
    expect(call).not.toBeAccepted();
    expect(call.id).toBe(1);
  });

  testInSpace.each([
    ['ytx', 'sandbox.ytx.net'],
    ['xylink', 'sdk.xylink.com'],
  ] as const)('of %s at %s, too', ([provider, host], { space }) => {
    names.add(space.name);
    expect(space.url(provider)).toMatch(new RegExp(`/${host}$`));
  });

  test('which no other test has', () => {
    expect(names.size).toBe(5);
  });
});

let started: StartedSimulator | undefined;
afterAll(() => started?.close());

describe('matchers', () => {
  test('print the diagnosis when they fail', async () => {
    started = await startSimulator({ log: () => undefined });
    const space = started.space('matchers');
    const client = await space.client('ytx', { app: 'app:offline' });
    await failureOf(client.startMeeting(weekly));
    const call = await space.journal.get(1);
    const accepted = exchangeMatchers.toBeAccepted(call);
    expect(accepted.pass).toBe(false);
    expect(accepted.message().split('\n').slice(0, 3)).toEqual([
      'Expected exchange 1 to be accepted.',
      '1  ytx createMeeting  200  refused by ytx/application-is-online (-205)',
      expect.stringMatching(/^Exchange 1 · ytx · createMeeting · -205/),
    ]);
    const refused = exchangeMatchers.toBeRefusedBy(call, 'ytx/sign-is-right');
    expect(refused.pass).toBe(false);
    expect(refused.message()).toContain('Expected exchange 1 to be refused by ytx/sign-is-right.');
    expect(exchangeMatchers.toBeRefusedBy(call, 'ytx/application-is-online').pass).toBe(true);
  });

  test.each([undefined, 'call', {}, new Error('no')])('take exchanges only, not %p', (received) => {
    expect(() => exchangeMatchers.toBeAccepted(received)).toThrow('this matcher takes an exchange');
  });
});

describe('spaceTest', () => {
  /** A framework that keeps what is defined, to be run by the test. */
  function framework() {
    const defined: { name: string; run: () => Promise<void> }[] = [];
    const hooks: (() => Promise<void>)[] = [];
    const define = (name: string, run: () => Promise<void>): void => void defined.push({ name, run });
    const each: SpaceTestFramework['test']['each'] = (rows) => (name, body) => {
      for (const row of rows) define(name, () => body(...(Array.isArray(row) ? (row as unknown[]) : [row])));
    };
    const hook = (run: () => Promise<void>): void => void hooks.push(run);
    const fake = { test: Object.assign(define, { only: define, skip: define, each }), beforeAll: hook, afterAll: hook };
    return { fake, defined, hooks };
  }

  test('shows the requests of a test that fails, and starts and stops one simulator', async () => {
    const { fake, defined, hooks } = framework();
    spaceTest(fake, { log: () => undefined })('fails', async ({ space }) => {
      const client = await space.client('ytx', { app: 'app:offline' });
      await failureOf(client.startMeeting(weekly));
      throw new Error('expected a meeting');
    });
    await hooks[0]?.();
    const failure = (await failureOf(defined[0]?.run() ?? Promise.resolve())) as Error;
    await hooks[1]?.();
    expect(failure.message).toMatch(/^expected a meeting\n\nRequests in space test-\d+:\n {2}1 {2}ytx createMeeting/);
    expect(failure.stack).toContain('refused by ytx/application-is-online (-205)');
  });

  test('says that no request came', async () => {
    const { fake, defined, hooks } = framework();
    spaceTest(fake).only('fails', () => Promise.reject(new Error('nothing')));
    await hooks[0]?.();
    const failure = (await failureOf(defined[0]?.run() ?? Promise.resolve())) as Error;
    await hooks[1]?.();
    expect(failure.message).toMatch(/:\n {2}\(no request\)$/);
  });
});
