import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { allCaseFiles } from '../../contracts/suite/all-cases.js';
import { readBookingTime } from '../../contracts/ytx/china-time.js';
import { runCases } from '../../contracts/suite/run/run.js';
import { sandboxTarget } from '../../contracts/suite/sandbox/sandbox-target.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import type { Configuration, SecondOpinion } from '../second-opinion/start.js';
import { noon } from '../second-opinion/playing.js';
import { castWithPhones, profileOf } from '../second-opinion/profile.js';
import { startSecondOpinion } from '../second-opinion/start.js';
import { verify } from './verifying.js';

jest.setTimeout(120_000);

/** A request as it left. */
interface Captured {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

const now = Date.parse(noon);
const days = 24 * 3_600_000;
const own = Object.values(castWithPhones.ytx).flatMap((entity) => ('number' in entity ? [entity['number']] : []));

/** A fetch, and what was sent by it. */
function capture(): { readonly captured: Captured[]; readonly capturing: typeof globalThis.fetch } {
  const captured: Captured[] = [];
  const capturing: typeof globalThis.fetch = (input, init = {}) => {
    if (typeof input !== 'string') throw new TypeError('the suite asks for URLs as text');
    const text = init.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : '';
    captured.push({ method: init.method ?? 'GET', path: new URL(input).pathname, text });
    return fetch(input, init);
  };
  return { captured, capturing };
}

/** Says by rules of its own, which share nothing with the suite's, whether a request could ring or change a meeting. */
function couldRing({ method, path, text }: Captured): boolean {
  if (/^\/api\/rest\//.test(path)) return method !== 'GET' && !/^\/api\/rest\/external\/v\d\/callbacks/.test(path);
  if (/^\/admin\/login\//.test(path) || !/phone|creator/.test(text)) return false;
  const fields = JSON.parse(text) as Readonly<Record<string, string>>;
  if (fields['bookmeeting'] === '2') return false;
  const at = readBookingTime(fields['booktime'] ?? '')?.instant ?? 0;
  return fields['bookmeeting'] !== '1' || at < now + 30 * days;
}

/** Every way to read the pages that is more lenient than the default, and one provider that refuses nothing at all. */
const lenient = {
  ytx: {
    futureTimestamps: 'accepted',
    bookmeetingType: 'string-or-number',
    booktimeSeconds: 'accepted',
    emptyText: 'given',
    signParameter: 'any-case',
    maskedPhones: 'accepted',
  },
  xylink: { absentGroupCount: 'by-present', secondRegistration: 'replaces', confnoSuffix: 'accepted' },
};

const single: readonly (readonly [string, string, string])[] = [
  ...['string'].map((answer) => ['ytx', 'statusMsg', answer] as const),
  ...['digits-29', 'digits-16'].map((answer) => ['ytx', 'requestId', answer] as const),
  ['ytx', 'validity', '10min'],
  ['ytx', 'futureTimestamps', 'refused'],
  ['ytx', 'parties', 'string'],
  ['ytx', 'parties', 'array'],
  ['xylink', 'businessStatus', '200'],
  ['xylink', 'unknownRoom', 'no-meeting'],
  ['xylink', 'participantNumber', 'always'],
  ['xylink', 'confnoSuffix', 'refused'],
  ['xylink', 'secondRegistration', 'refused'],
];

describe('a sandbox run without --allow-dialling', () => {
  let opinion: SecondOpinion;
  let lacking: Configuration;
  beforeAll(async () => {
    opinion = await startSecondOpinion({ now: noon });
    const { checks } = await opinion.known();
    lacking = { plant: checks.map((check) => ({ kind: 'missing', check })) };
  });
  beforeEach(() => opinion.reset());
  afterAll(() => opinion.stop());

  async function capturedFrom(configuration: Configuration): Promise<readonly Captured[]> {
    await opinion.configure({ now: noon, ...configuration });
    const { captured, capturing } = capture();
    await verify(opinion.url, { means: { fetch: capturing } });
    return captured;
  }

  const configurations: readonly (readonly [string, () => Configuration])[] = [
    ['as the contracts say', () => ({})],
    ['as leniently as any reading allows', () => ({ readings: lenient })],
    ['by accepting everything', () => lacking],
    ...single.map(([provider, name, answer]) => {
      const configuration = { readings: { [provider]: { [name]: answer } } };
      return [`by ${name} = ${answer}`, () => configuration] as const;
    }),
  ];

  test.each(configurations)('sends nothing that could ring a phone to a provider that answers %s', async (_how, of) => {
    const captured = await capturedFrom(of());
    expect(captured.length).toBeGreaterThan(10);
    expect(captured.filter(couldRing)).toEqual([]);
    const numbers = captured.flatMap(({ text }) => [...text.matchAll(/"(?:phone|creator)":"([^"]*\d[^"]*)"/g)]);
    expect(numbers.filter(([, number]) => !own.includes(number ?? ''))).toEqual([]);
    expect(await opinion.bookings()).toEqual([]);
  });

  test('sends nothing that could ring, whatever the labels of the cases say', async () => {
    const mild = (await allCaseFiles()).map((file) => ({
      ...file,
      cases: file.cases.map((each) => ({ ...each, sideEffect: 'none' as const })),
    }));
    const { captured, capturing } = capture();
    const target = sandboxTarget(profileOf(opinion.url), {
      clock: { now: () => now },
      sleep: () => Promise.resolve(),
      fetch: capturing,
    });
    const { results } = await runCases(planOf(mild, {}), { target, clock: { now: () => now } });
    const reasons = results.map(({ verdict }) => (verdict.outcome === 'skipped' ? verdict.reason : ''));
    expect(reasons).toContainEqual(expect.stringMatching(/^phones could ring .*bookmeeting is absent/));
    expect(captured.length).toBeGreaterThan(100);
    expect(captured.filter(couldRing)).toEqual([]);
  });
});
