import type { Drift } from '../../../contracts/drift/drift.js';
import type { Cause, Finding, Mover } from '../../../contracts/drift/finding.js';
import type { Answer } from '../../../contracts/drift/seen.js';
import type { Edit } from '../../../contracts/drift/edits/edit.js';

const says: Readonly<Record<Mover, string>> = {
  simulator: 'the simulator is wrong',
  provider: 'the provider has changed',
  recording: 'the recording is stale',
  flaky: 'flaky: asked twice, or by recording and simulator, the provider has no one answer',
  unsettled: 'the simulator differs from the recording; ask the real provider who is right (--target sandbox)',
  contract: 'all answer alike, and not as the schema says',
};

/** A finding, and the edits that would settle it. */
export interface Told {
  readonly finding: Finding;
  readonly edits: readonly Edit[];
}

/** What has moved, for people. */
export function driftText(told: readonly Told[], drift: Drift): string {
  const { agreed, skipped, inconclusive } = drift;
  const unjudged = inconclusive.map((each) => `${each.case}\n  not judged: ${each.reason}\n`);
  const counts = `${told.length} moved, ${agreed.length} as before, ${skipped.length} skipped, ${inconclusive.length} not judged`;
  return [...told.map(findingText), ...unjudged, `${counts}\n`].join('\n');
}

/** The same as JSON: one object. */
export function driftJson(told: readonly Told[], { agreed, skipped, inconclusive }: Drift): string {
  const findings = told.map(({ finding, edits }) => ({
    ...finding,
    edits: edits.map(({ of, file, words }) => ({ of, file, words })),
  }));
  const cases = agreed.map((each) => each.case);
  return `${JSON.stringify({ findings, agreed: cases, skipped, inconclusive }, null, 2)}\n`;
}

function findingText({ finding, edits }: Told): string {
  const { real, recorded, simulated, offSchema } = finding;
  const step = (real ?? recorded ?? simulated)?.step;
  const answers = Object.entries({ provider: real, recording: recorded, simulator: simulated });
  return [
    `${finding.case}${step === undefined ? '' : `, step ${step}`}`,
    `  ${says[finding.moved]}`,
    ...(finding.cause === undefined ? [] : causeLines(finding.cause)),
    ...offSchema.map(
      (off) => `  off schema in step ${off.step}: ${off.pointer || 'the whole'} ${off.says} (${off.schema})`,
    ),
    ...answers.flatMap(([who, answer]) =>
      answer === undefined ? [] : [`    ${who.padEnd(10)} ${answerText(answer)}`],
    ),
    ...edits.map(({ file, words }) => `  edit ${file}: ${words}`),
    '',
  ].join('\n');
}

const answerText = ({ status, text }: Answer): string => `${status} ${text}`;

function causeLines(cause: Cause): readonly string[] {
  if (cause.by === 'check') return [`  ${checkText(cause)}`];
  const ways = cause.ways.map((way) => way.map(({ reading, answer }) => `${reading}=${answer}`).join(' with '));
  return [`  it is the reading ${ways.join(', or ')}`];
}

function checkText({ expected, received, givenBy }: Extract<Cause, { by: 'check' }>): string {
  const here = expected === undefined ? 'no check refuses this here' : `here ${expected} refuses this`;
  if (received.length === 0) return `${here}; the other answer is no refusal that we know`;
  return `${here}; the other answer is ${received.join(' or ')}, which comes from ${givenBy.join(', ') || 'no check'}`;
}
