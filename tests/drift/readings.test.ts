import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Finding } from '../../contracts/drift/finding.js';
import { casesFor, noon, targetOf } from '../second-opinion/playing.js';
import type { SecondOpinion } from '../second-opinion/start.js';
import { startSecondOpinion } from '../second-opinion/start.js';
import { comparing } from './comparing.js';

jest.setTimeout(60_000);

/** The readings to which findings are traced, each once; the case itself where it is another cause. */
const blamed = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(
    findings.flatMap(({ case: id, cause }) =>
      cause?.by === 'reading'
        ? [cause.ways.map((way) => way.map(({ reading, answer }) => `${reading}=${answer}`).join(' ')).join(' or ')]
        : [id],
    ),
  ),
];

describe('a provider that reads its page otherwise than we do', () => {
  let opinion: SecondOpinion;
  beforeAll(async () => {
    opinion = await startSecondOpinion({ now: noon });
  });
  afterAll(() => opinion.stop());

  /** What is found when the second opinion is asked with these readings; nothing was recorded before. */
  async function foundWith(readings: Readonly<Record<string, Readonly<Record<string, string>>>>) {
    const meant = Object.keys(readings).map((provider) => (provider === 'xylink' ? 'xylink/createGroups' : provider));
    const plan = await casesFor((id) => meant.some((beginning) => id.startsWith(beginning)));
    await opinion.configure({ readings });
    return (await comparing(plan, [], targetOf(opinion))).drift;
  }

  test('has not moved when it reads as we do', async () => {
    const { findings, agreed, inconclusive } = await foundWith({ ytx: {}, xylink: {} });
    expect([findings, inconclusive]).toEqual([[], []]);
    expect(agreed.length).toBeGreaterThan(70);
  });

  test.each([
    { provider: 'ytx', reading: 'statusMsg', answer: 'string' },
    { provider: 'ytx', reading: 'requestId', answer: 'digits-16' },
    { provider: 'ytx', reading: 'validity', answer: '10min' },
    { provider: 'ytx', reading: 'futureTimestamps', answer: 'refused' },
    { provider: 'ytx', reading: 'parties', answer: 'string' },
    { provider: 'ytx', reading: 'emptyText', answer: 'given' },
    { provider: 'xylink', reading: 'businessStatus', answer: '200' },
    { provider: 'xylink', reading: 'moreInfoHost', answer: 'www.ainemo.com' },
    { provider: 'xylink', reading: 'unknownRoom', answer: 'no-meeting' },
    { provider: 'xylink', reading: 'participantNumber', answer: 'always' },
  ])('is told by $reading=$answer, and by nothing else', async ({ provider, reading, answer }) => {
    const { findings } = await foundWith({ [provider]: { [reading]: answer } });
    expect(blamed(findings)).toEqual([`${reading}=${answer}`]);
    expect(new Set(findings.map(({ moved }) => moved))).toEqual(new Set(['simulator']));
  });

  test('is told by both where it takes two, and each provider by its own', async () => {
    const { findings } = await foundWith({
      ytx: { statusMsg: 'string', requestId: 'digits-16' },
      xylink: { participantNumber: 'always' },
    });
    expect(blamed(findings)).toEqual(['statusMsg=string requestId=digits-16', 'participantNumber=always']);
  });
});
