import type { Drift } from '../../contracts/drift/drift.js';
import type { Finding } from '../../contracts/drift/finding.js';
import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import { ids } from '../reference-implementation/ids.js';
import { casesFor, targetOf } from '../reference-implementation/reference-target.js';
import type { ReferenceImplementation } from '../reference-implementation/start.js';
import { comparing } from './comparing.js';

/** A provider whose option of a reading differs from the default, and a case that shows it. */
export interface ReadingMove {
  readonly provider: string;
  readonly reading: string;
  readonly option: string;
  readonly seenBy: string;
}

const ytx = (name: string): string => `ytx/createMeeting: ${name}`;
const xylink = (name: string): string => `xylink/createGroups: ${name}`;

export const readingMoves: readonly ReadingMove[] = [
  { provider: 'ytx', reading: 'statusMsg', option: 'string', seenBy: ytx('three parties may be an array') },
  { provider: 'ytx', reading: 'requestId', option: 'digits-16', seenBy: ids.booked },
  {
    provider: 'ytx',
    reading: 'validity',
    option: '10min',
    seenBy: ytx('the same signed timestamp may be used again'),
  },
  {
    provider: 'ytx',
    reading: 'futureTimestamps',
    option: 'refused',
    seenBy: ytx('a timestamp may be 24 hours ahead'),
  },
  { provider: 'ytx', reading: 'parties', option: 'string', seenBy: ytx('three parties may be an array') },
  { provider: 'ytx', reading: 'emptyText', option: 'given', seenBy: ytx('a meetingname of "" counts as absent') },
  { provider: 'xylink', reading: 'businessStatus', option: '200', seenBy: ids.roomIdle },
  { provider: 'xylink', reading: 'moreInfoHost', option: 'www.ainemo.com', seenBy: ids.roomIdle },
  {
    provider: 'xylink',
    reading: 'unknownRoom',
    option: 'no-meeting',
    seenBy: xylink('a room that does not exist is refused'),
  },
  { provider: 'xylink', reading: 'participantNumber', option: 'always', seenBy: ids.grouped },
];

/** The operation of each provider whose cases are compared in full. */
const compared: Readonly<Record<string, string>> = { ytx: 'createMeeting', xylink: 'createGroups' };

/** The cases of a provider that are compared in full: those of one operation. */
export const wholePlan = (provider: string): Promise<readonly PlannedCase[]> =>
  casesFor((id) => id.startsWith(`${provider}/${compared[provider] ?? ''}`));

const others = 10;

/** The cases of these ids, and ten others from all over the plan: always the same ones. */
export function fewOf(plan: readonly PlannedCase[], named: readonly string[]): readonly PlannedCase[] {
  const rest = plan.filter(({ id }) => !named.includes(id));
  const step = Math.max(1, Math.floor(rest.length / others));
  const chosen = new Set(rest.filter((_, index) => index % step === 0).slice(0, others));
  return plan.filter((each) => named.includes(each.id) || chosen.has(each));
}

/** What is found in these cases when the reference implementation is asked with these readings; nothing was recorded before. */
export async function foundWith(
  implementation: ReferenceImplementation,
  plan: readonly PlannedCase[],
  readings: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<Drift> {
  await implementation.configure({ readings });
  return (await comparing(plan, [], targetOf(implementation))).drift;
}

/** The readings to which findings are traced, each once; the case itself where it is another cause. */
export const blamed = (findings: readonly Finding[]): readonly string[] => [
  ...new Set(
    findings.flatMap(({ case: id, cause }) =>
      cause?.by === 'reading'
        ? [cause.ways.map((way) => way.map(({ reading, option }) => `${reading}=${option}`).join(' ')).join(' or ')]
        : [id],
    ),
  ),
];
