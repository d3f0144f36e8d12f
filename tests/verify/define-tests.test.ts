import { describe, expect, test } from '@jest/globals';
import { type ContractTests, defineContractTests, type TestContext } from '../../contracts/suite/index.js';
import { createSimulator } from '../../simulator/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import type { Target } from '../../contracts/suite/target.js';

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };
const simulator = (): Target => suiteTarget(createSimulator({ clock }));

/** A test framework that stores the defined tests, and runs them on request. */
async function defined(selection: Partial<ContractTests>, context: readonly TestContext[] = []) {
  const groups: string[] = [];
  const tests = new Map<string, () => Promise<void>>();
  const skipped: string[] = [];
  const defining = Object.assign(
    (name: string, body: (...given: readonly TestContext[]) => Promise<void>) => {
      expect(body.length).toBe(0);
      tests.set(name, () => body(...context));
    },
    { skip: (name: string) => skipped.push(name) },
  );
  await defineContractTests({
    target: simulator(),
    describe(name, define) {
      groups.push(name);
      define();
    },
    test: defining,
    ...selection,
  });
  const played = (): Promise<readonly PromiseSettledResult<void>[]> =>
    Promise.allSettled([...tests.values()].map((body) => body()));
  return { groups, tests, skipped, played };
}

/** A target without controls, whose replies fit no contract. */
const silent: Target = {
  ...simulator(),
  name: 'a silent provider',
  controls: [],
  async begin(situation) {
    const session = await simulator().begin(situation);
    return {
      ...session,
      fetch: () => Promise.resolve(new Response('{"access_token":"an-invented-token","statusCode":"7"}')),
    };
  },
};

describe('defineContractTests', () => {
  test('makes a test of every case, which passes against the simulator', async () => {
    const { groups, tests, played } = await defined({ cases: 'meetingStatus' });
    expect(groups).toEqual(['xylink meetingStatus against the simulator in this process']);
    expect(tests.size).toBeGreaterThan(20);
    expect((await played()).filter(({ status }) => status === 'rejected')).toEqual([]);
  });

  test('shows a case that cannot be played as skipped, with the reason', async () => {
    const { skipped } = await defined({ target: silent, provider: 'ytx' });
    expect(
      skipped.filter((each) => each.endsWith(' (a silent provider does not control: readings)')).length,
    ).toBeGreaterThan(20);
    expect(skipped.every((each) => / \(.+\)$/.test(each))).toBe(true);
  });

  test('fails a case with its differences, and quotes no token', async () => {
    const { played } = await defined({
      target: silent,
      cases: 'ytx/createMeeting: a request without appid is refused',
    });
    const [result] = await played();
    const message = result?.status === 'rejected' && result.reason instanceof Error ? result.reason.message : '';
    expect(message).toMatch(/^step 1: /);
    expect(message).toMatch(/^- /m);
    expect(message).toContain('‹redacted›');
    expect(message).not.toContain('an-invented-token');
  });

  test('skips a running test where the framework can, and fails it where it cannot', async () => {
    const withoutCast: Target = {
      ...simulator(),
      async begin(situation) {
        return { ...(await simulator().begin(situation)), cast: {} };
      },
    };
    const reasons: (string | undefined)[] = [];
    const selection = { target: withoutCast, cases: 'a request without appid is refused' };
    const able = await defined(selection, [{ skip: (reason) => reasons.push(reason) }]);
    expect((await able.played()).map(({ status }) => status)).toEqual(['fulfilled']);
    expect(reasons).toEqual([expect.stringMatching(/^the cast has no entity for the role \S+$/)]);
    const unable = await defined(selection);
    expect(await unable.played()).toEqual([
      expect.objectContaining({ status: 'rejected', reason: new Error(`skipped: ${reasons[0] ?? ''}`) }),
    ]);
  });

  test('lets no phone ring where what is done stays, unless it may', async () => {
    const real = { ...simulator(), keepsState: true };
    const cases = 'started at once';
    expect((await defined({ target: real, cases })).tests.size).toBe(0);
    expect((await defined({ target: real, cases, allowDialling: true })).tests.size).toBeGreaterThan(0);
  });

  test('says what is missing where there is no framework, and no case', async () => {
    const target = simulator();
    await expect(defineContractTests({ target })).rejects.toThrow('global describe and test are missing');
    await expect(defined({ target, cases: 'nothing of that kind' })).rejects.toThrow('no contract case matches');
  });
});
