import { describe, expect, test } from '@jest/globals';
import {
  readRecordings,
  type RecordedCase,
  type Recording,
  recordingFiles,
  SecretFound,
} from '../../contracts/recording/index.js';
import type { Target } from '../../contracts/suite/target.js';
import { createSimulator } from '../../simulator/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { casesOf, clock, endings, recorded, replayed } from './played.js';

const simulator = (at = clock): Target => suiteTarget(createSimulator({ clock: at }));

const oneCase = async (text: string): Promise<RecordedCase> => {
  const { recordings } = await recorded(casesOf(text));
  const [found] = recordings.flatMap(({ cases }) => Object.values(cases));
  if (found === undefined) throw new Error(`no case holds "${text}"`);
  return found;
};

describe('a recording', () => {
  test('cancels the meeting that it booked', async () => {
    const { steps } = await oneCase('a booking is cancelled under its own number');
    expect(steps[0]?.reply.body).toContain('"meid":"<meid:1>"');
    expect(steps[1]?.request.body).toContain('"confid":"<meid:1>"');
    expect(steps[1]?.reply.body).toContain('"meid":"<meid:1>"');
  });

  test('signs with the tokens that its login gave', async () => {
    const { steps } = await oneCase('createGroups: signature 2.0 by MD5 is accepted');
    expect(steps.map(({ askedBy, operation }) => `${askedBy} ${operation}`)).toEqual([
      'client appToken',
      'case createGroups',
    ]);
    expect(steps[0]?.request.body).toContain('"client_secret":"<secret:clientSecret:1>"');
    expect(steps[0]?.reply.body).toContain('"access_token":"<secret:access_token:1>"');
    expect(steps[1]?.request.headers['authorization']).toBe('Bearer <secret:access_token:1>');
    expect(steps[1]?.request.headers['x-xy-sign']).toBe('<signature:valid>');
  });

  test('calls a secret the same in every case, and two secrets never the same', async () => {
    const { recordings } = await recorded(casesOf('xylink/refreshToken'));
    const [recording] = recordings;
    const asked = Object.entries(recording?.cases ?? {}).flatMap(([id, { steps }]) =>
      steps.map(({ request: { body } }) => ({
        id,
        token: /<secret:refresh_token:\d+>/.exec(JSON.stringify(body))?.[0],
      })),
    );
    const unissued = asked.find(({ id }) => id.includes('an unknown refresh token'))?.token;
    const others = asked.filter(({ id, token }) => token !== undefined && !id.includes('an unknown refresh token'));
    expect(others.length).toBeGreaterThan(3);
    // That of the world, and the one that a login gives, the same in each case since the seed is.
    expect(new Set(others.map(({ token }) => token)).size).toBe(2);
    expect([unissued, unissued === others[0]?.token]).toEqual([expect.stringContaining('<secret:'), false]);
  });

  test.each([
    ['a booking is cancelled', 'valid'],
    ['a request without Sign is refused', 'tampered:missing'],
    ['a Sign one character short is refused', 'tampered:malformed'],
    ['a Sign made with another token is refused', 'tampered:other-credential'],
    ['whose timestamp is in milliseconds', 'tampered:other-timestamp'],
    ['an Authorization that is no base64', 'tampered:header-altered'],
    ["an Authorization of another account than the path's", 'tampered:path-altered'],
    ['createGroups: a signature made with another token', 'tampered:other-credential'],
    ['createGroups: a request without signature', 'tampered:missing'],
    ['createGroups: an x-xy-sign that is wrong', 'tampered:header-altered'],
    ['createGroups: only the first 100 bytes of a body', 'valid'],
    ['appToken: a login gives tokens', 'none'],
  ])('says of "%s" that its signature is %s', async (text, signature) => {
    const { steps } = await oneCase(text);
    expect(steps.at(-1)?.request.signature).toBe(signature);
  });

  test('writes times as they stand to the beginning, in their own notation and zone', async () => {
    const { steps } = await oneCase('ytx/createMeeting: a client whose clock is 25 hours behind');
    expect(steps[0]?.request.headers['authorization']).toBe(
      'base64(<role:account:active>|<time:-25h yyyyMMddHHmmss +08:00>)',
    );
    expect(steps[0]?.request.body).toContain('"booktime":"<time:+744h yyyy-MM-dd HH:mm +08:00>"');
    expect((await oneCase('an edited booking keeps its new time')).steps.map(({ at }) => at)).toEqual([
      '+0s',
      '+0s',
      '+960h',
    ]);
  });

  test('leaves an hour that the case itself names, and every code and message', async () => {
    const { steps } = await oneCase('a booktime in the past is refused');
    expect(steps[0]?.request.body).toContain('"booktime":"2017-03-03 17:10"');
    expect(steps[0]?.reply.body).not.toContain('<');
  });

  test('says who answered, when, and with what', async () => {
    const { recordings } = await recorded(casesOf('a booking is cancelled'));
    expect(recordings[0]).toMatchObject({
      origin: { kind: 'simulator', name: 'the simulator in this process' },
      recordedAt: '2026-11-21T12:00:00+08:00',
      versions: { 'meeting-understudy': '0.0.0' },
    });
  });

  test('holds neither what was skipped nor what could not be judged', async () => {
    const busy: Target = { ...simulator(), controls: ['world', 'readings', 'caller'] };
    const { run, recordings } = await recorded(casesOf('a booking'), busy);
    const judged = run.results.filter(({ verdict }) => verdict.outcome === 'passed');
    expect(judged.length).toBeLessThan(run.results.length);
    expect(recordings.flatMap(({ cases }) => Object.keys(cases)).sort()).toEqual(judged.map(({ id }) => id).sort());
    const gone: Target = {
      ...simulator(),
      begin: async (situation) => ({
        ...(await simulator().begin(situation)),
        fetch: () => Promise.reject(new TypeError('fetch failed')),
      }),
    };
    expect((await recorded(casesOf('a booking'), gone)).recordings).toEqual([]);
  });

  test('is played again rightly when it was recorded by a clock that runs', async () => {
    const running: Target = {
      ...simulator({ now: () => Date.parse('2026-11-21T12:00:59.437+08:00') }),
      async begin(situation) {
        const session = await simulator({ now: () => Date.parse('2026-11-21T12:00:59.437+08:00') }).begin(situation);
        let asked = 0;
        return { ...session, now: () => session.now() + 700 * asked++ };
      },
    };
    const plan = [...casesOf('a booking'), ...casesOf('createGroups: signature 2.0')];
    const { run, recordings } = await recorded(plan, running);
    expect(recordings.some(({ cases }) => Object.values(cases).some(({ steps }) => steps.at(-1)?.at !== '+0s'))).toBe(
      true,
    );
    const again = await replayed(plan, recordings);
    expect(endings(again)).toEqual(endings(run));
  });
});

describe('the files of recordings', () => {
  const withBody = (recording: Recording, body: string): Recording => ({
    ...recording,
    cases: Object.fromEntries(
      Object.entries(recording.cases).map(([id, each]) => [
        id,
        { ...each, steps: each.steps.map((step) => ({ ...step, reply: { ...step.reply, body } })) },
      ]),
    ),
  });

  test.each([
    ['a known secret', 'a token: 70000000000000000000000000000AC1'],
    ['one in base64', btoa('70000000000000000000000000000ac1')],
    ['what looks like one', '{"left":"5d41402abc4b2a76b9719d911017c592"}'],
  ])('are not written with %s in them; the case and the place are named, the secret is not', async (_, body) => {
    const done = await recorded(casesOf('a booking is cancelled'));
    const spoilt = { ...done, recordings: done.recordings.map((each) => withBody(each, body)) };
    expect(() => recordingFiles(spoilt)).toThrow(SecretFound);
    expect(() => recordingFiles(spoilt)).toThrow(
      'found a secret in ytx/createMeeting: a booking is cancelled under its own number: steps: 0: reply: body',
    );
    expect(() => recordingFiles(spoilt)).not.toThrow(body);
  });

  test.each(['', '[]', '{"version":2}', '{"version":1,"provider":"ytx"}'])('are not read from %j', (text) => {
    expect(() => readRecordings({ 'ytx/create-meeting.json': text })).toThrow(
      'ytx/create-meeting.json is not a recording of version 1',
    );
  });
});
