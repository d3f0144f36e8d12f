import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordRun } from '../../contracts/recording/record.js';
import { readRecordings, recordingFiles } from '../../contracts/recording/files.js';
import { recordingTarget } from '../../contracts/recording/replay.js';
import { matchesContract } from '../../contracts/suite/assertions.js';
import type { CaseFile } from '../../contracts/suite/case.js';
import { defineContractTests } from '../../contracts/suite/define-tests.js';
import { readCaseFile } from '../../contracts/suite/read-cases.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import type { Run } from '../../contracts/suite/run/result.js';
import { runCases } from '../../contracts/suite/run/run.js';
import { play } from '../../contracts/suite/runner.js';
import type { Profile } from '../../contracts/suite/targets/sandbox-profile.js';
import { overHttp } from '../../contracts/suite/targets/http.js';
import { sandboxTarget } from '../../contracts/suite/targets/sandbox.js';
import type { Target, Verdict } from '../../contracts/suite/target.js';
import { validationRecords } from '../../contracts/validation/records.js';
import { createSimulator, loadStubs } from '../../simulator/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { profileOf } from '../reference-implementation/profile.js';
import { folderWith, tidyUp } from '../support/cli.js';

afterAll(tidyUp);

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };
const stubs = await loadStubs({
  mute: {
    provider: 'xylink',
    method: 'PUT',
    path: '/api/rest/external/v1/conferenceControl/{room}/mute',
    body: { room: '{{path.room}}', muted: '{{body.members}}', page: '{{query.page}}', request: '{{random.digits 6}}' },
  },
  'query-meeting': {
    provider: 'ytx',
    method: 'POST',
    path: '/201612/sid/{accountSID}/call/MeetingQuery.wx',
    body: { statusCode: '0', account: '{{path.accountSID}}', state: '{{#if body.confid}}booked{{else}}none{{/if}}' },
  },
});

const mute = `
provider: xylink
name: mute
base:
  request:
    method: PUT
    path: /api/rest/external/v1/conferenceControl/<room:running>/mute
    query: { page: '1 & 2' }
    body: { members: [a] }
cases:
  - name: the reply lists the members
    then: { status: 200, bodyContains: { room: <room:running>, muted: [a], page: '1 & 2' } }
  - name: a value of an earlier reply
    when:
      - operation: meetingStatus
        input: { meetingRoomNumber: <room:running> }
        as: asked
      - request: { body: { members: [<asked.meetingId>] } }
    then: { status: 200, bodyContains: { room: <room:running> } }
  - name: a body that differs from the signed one is refused
    when:
      - tamper: { fields: { members: [b] } }
    then: { refusedBy: xylink/signature-one-is-right }
  - name: signatures of 2.0 are accepted
    given: { credentials: { signature: '2.0', signType: HMAC_SHA256 } }
    then: { status: 200, bodyContains: { page: '1 & 2' } }
`;
const query = `
provider: ytx
name: query-meeting
base:
  request:
    method: POST
    path: /201612/sid/<account:active>/call/MeetingQuery.wx
    body: { appid: <app:sandbox>, confid: '001' }
cases:
  - name: a booking is found
    then: { status: 200, bodyContains: { account: <account:active>, state: booked } }
  - name: without a confid there is none
    when: [{ request: { body: { confid: null } } }]
    then: { pattern: '"state":"none"' }
  - name: another Sign is refused
    when: [{ tamper: { query: { Sign: '00000000000000000000000000000000' } } }]
    then: { refusedBy: ytx/sign-is-right }
`;
const cwd = folderWith({ 'mute.yaml': mute, 'query.yaml': query });
const read = (name: string, text: string): Promise<CaseFile> =>
  readCaseFile(join(folderWith({ [name]: text }), name), name);

let files: readonly CaseFile[];
beforeAll(async () => {
  files = await Promise.all(['mute.yaml', 'query.yaml'].map((name) => readCaseFile(join(cwd, name))));
});

const inProcess = (): Target => suiteTarget(createSimulator({ clock, stubs }));
const outcomes = ({ results }: Run): unknown =>
  results.map(({ id, verdict }) => [id, verdict.outcome === 'passed' ? 'passed' : verdict]);
const allPassed = (): unknown => planOf(files, {}).map(({ id }) => [id, 'passed']);

describe('a case of a stub', () => {
  test('passes in process, and from its recording', async () => {
    const plan = planOf(files, {});
    expect(plan.map(({ id }) => id)).toContain('xylink/mute: the reply lists the members');
    const recorded = await recordRun(plan, { target: inProcess(), clock, key: new Uint8Array(32), versions: {} });
    expect(outcomes(recorded.run)).toEqual(allPassed());
    const written = recordingFiles(recorded);
    expect(Object.keys(written)).toEqual(['xylink/mute.json', 'ytx/query-meeting.json']);
    const replay = recordingTarget(readRecordings(written), { clock: { now: () => clock.now() + 86_400_000 } });
    expect(outcomes(await runCases(plan, { target: replay, clock }))).toEqual(allPassed());
  });

  test('passes over HTTP', async () => {
    const listening = await createSimulator({ clock, stubs }).listen(0);
    let count = 0;
    const target = overHttp(listening.url, () => `case-${(count += 1)}`);
    const run = await runCases(planOf(files, {}), { target, clock }).finally(() => listening.close(0));
    expect(outcomes(run)).toEqual(allPassed());
  });

  test('is a test of the framework that defines contract tests', async () => {
    const defined: [string, () => Promise<void>][] = [];
    const describeAll = (_name: string, define: () => void): void => {
      define();
    };
    const collect = (name: string, body: () => Promise<void>): void => {
      defined.push([name, body]);
    };
    const only = files.filter(({ provider }) => provider === 'ytx');
    await defineContractTests({ target: inProcess(), caseFiles: only, describe: describeAll, test: collect });
    expect(defined.map(([name]) => name)).toEqual(only[0]?.cases.map(({ name }) => name));
    for (const [, body] of defined) await body();
  });

  test('fails when the reply is another, and where there is no stub', async () => {
    const other = await read('other.yaml', mute.replaceAll('muted: [a]', 'muted: [z]'));
    const verdictOf = (target: Target, file: CaseFile) =>
      play(file, file.cases[0] ?? missing(), { target, fits: matchesContract });
    expect(await verdictOf(inProcess(), other)).toMatchObject({
      outcome: 'failed',
      differences: [{ step: 1, says: 'unexpected or missing values: /muted' }],
    });
    const without = suiteTarget(createSimulator({ clock }));
    expect(await verdictOf(without, other)).toMatchObject({
      outcome: 'failed',
      differences: [{ says: 'unexpected HTTP status', received: '501' }, {}],
    });
  });
});

const missing = (): never => {
  throw new Error('the file has no case');
};

const reasonOf = (verdict: Verdict | undefined): string =>
  verdict !== undefined && 'reason' in verdict ? verdict.reason : 'none';

describe('in the sandbox, a request that is not modelled', () => {
  /** A profile of a simulator without its own headers, as a provider is; the requests that it got. */
  async function sandbox(allowDialling: boolean) {
    const listening = await createSimulator({ clock, stubs, faithful: true }).listen(0);
    const hosts = { ytx: 'sandbox.ytx.net', xylink: 'sdk.xylink.com' };
    const parts = Object.entries(profileOf(listening.url).providers).map(([name, part]) => {
      const host = hosts[name as keyof typeof hosts];
      return [name, { ...part, baseUrls: { [host]: `${listening.url}/${host}` } }] as const;
    });
    const profile: Profile = { budget: 100, providers: Object.fromEntries(parts) };
    const sent: string[] = [];
    const counted: typeof fetch = (input, init) => {
      sent.push(input instanceof Request ? input.url : input.toString());
      return fetch(input, init);
    };
    const target = sandboxTarget(profile, { fetch: counted, clock, sleep: () => Promise.resolve(), allowDialling });
    return { target, sent, close: () => listening.close(0) };
  }

  test('counts as a call, and is not sent unless calls are allowed', async () => {
    const { target, sent, close } = await sandbox(false);
    expect(files.flatMap(({ cases }) => cases.map(({ sideEffect }) => sideEffect))).toEqual(Array(7).fill('calls'));
    const mild = files.map((file) => ({
      ...file,
      cases: file.cases.map((each) => ({ ...each, sideEffect: 'none' as const })),
    }));
    const { results } = await runCases(planOf(mild, {}), { target, clock }).finally(close);
    expect(new Set(results.map(({ verdict }) => verdict.outcome))).toEqual(new Set(['skipped']));
    expect(reasonOf(results[0]?.verdict)).toContain('it is not a modelled operation, and its effect is unknown');
    expect(sent).toEqual([]);
  });

  test('is sent if they are; what it did is left over, and validates nothing', async () => {
    const { target, close } = await sandbox(true);
    const plan = planOf(files, {});
    const run = await runCases(plan, { target, clock }).finally(close);
    expect(outcomes(run)).toEqual(allPassed());
    expect(run.results.map(({ left }) => left)).toContainEqual(['the effect of query-meeting']);
    const isRefused = run.results.find(({ id }) => id.endsWith('another Sign is refused'));
    expect(isRefused?.left).toEqual([]);
    const real = { ...run, target: { ...run.target, origin: 'provider' as const } };
    expect(await validationRecords(real, { plan, versions: {}, exchangesOf: () => [] })).toEqual([]);
  });

  test.each([
    ['body', "confid: '001'", "to: '01000009999'"],
    ['path', 'MeetingQuery.wx', 'MeetingQuery.wx/01000009999'],
  ])('with the number of another in its %s is never sent', async (_part, from, to) => {
    const { target, sent, close } = await sandbox(true);
    const file = await read('calling.yaml', query.replace(from, to));
    const { results } = await runCases(planOf([file], {}), { target, clock }).finally(close);
    expect(reasonOf(results[0]?.verdict)).toBe('it names the number 01000009999, which is not a phone of the profile');
    expect(sent.filter((url) => url.includes('01000009999'))).toEqual([]);
  });
});

describe('a case file that cannot be used', () => {
  test.each<[string, string, string, RegExp]>([
    ['an unknown provider', 'provider: ytx', 'provider: other', /^own\.yaml:2:11: must be one of: ytx, xylink$/],
    [
      'the name of an operation',
      'name: query-meeting',
      'name: createMeeting',
      /^own\.yaml:3:7: is the name of an operat/,
    ],
    [
      'an unknown operation',
      'request: { body: { confid: null } }',
      'operation: open',
      /:13:25: unknown operation "open"/,
    ],
    ['an unknown check', 'ytx/sign-is-right', 'ytx/sign-is-there', /:17:\d+: unknown check "ytx\/sign-is-there"/],
    ['a query in its path', 'MeetingQuery.wx', 'MeetingQuery.wx?a=1', /:7:11: /],
    ['a path that a URL resolves', '/call/', '/../', /:7:11: /],
    ['an unknown method', 'method: POST', 'method: HEAD', /:6:13: /],
    ['a GET with a body', 'method: POST', 'method: GET', /:6:5: is a GET, which must not have a body/],
    ['a step of GET with a body', 'body: { confid: null }', 'method: GET', /:13:23: is a GET, which must not/],
    ['a side effect', 'cases:', 'sideEffect: none\ncases:', /sideEffect/],
    ['a request and an operation', '{ request:', '{ operation: createMeeting, request:', /:13:49: must not be here/],
    [
      'an input without an operation',
      'request: { body: { confid: null } }',
      'input: {}',
      /:13:12: "input" needs "operation"/,
    ],
  ])('is named with line and column: %s', async (_what, from, to, message) => {
    expect(query).toContain(from);
    await expect(read('own.yaml', query.replace(from, to))).rejects.toThrow(message);
  });
});
