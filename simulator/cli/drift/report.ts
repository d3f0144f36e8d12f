import type { Drift } from '../../../contracts/drift/drift.js';
import type { Edit } from '../../../contracts/drift/edits.js';
import type { FieldApart } from '../../../contracts/drift/fields-apart.js';
import type { Cause, Finding, DriftSource } from '../../../contracts/drift/finding.js';

const says: Readonly<Record<DriftSource, string>> = {
  simulator: 'the simulator is wrong',
  provider: 'the provider has changed',
  recording: 'the recording is stale',
  flaky: 'flaky: asked twice, or by recording and simulator, the provider has no one answer',
  unsettled: 'the simulator differs from the recording; ask the real provider who is right (--target sandbox)',
  contract: 'all answer alike, and not as the schema says',
};

/** A finding, and the edits that would settle it. */
interface Told {
  readonly finding: Finding;
  readonly edits: readonly Edit[];
}

/** What has moved, for people. */
export function driftText(told: readonly Told[], drift: Drift): string {
  const { agreed, skipped, inconclusive } = drift;
  const unjudged = inconclusive.map((each) => `${each.case}\n  not judged: ${each.reason}\n`);
  const counts = `${told.length} moved, ${agreed.length} as before, ${skipped.length} skipped, ${inconclusive.length} not judged`;
  return [...groupsOf(told).map(groupText), ...unjudged, `${counts}\n`].join('\n');
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

/** One change that was seen in several cases is told once, with the answers to the first of them. */
function groupsOf(told: readonly Told[]): readonly (readonly [Told, ...Told[]])[] {
  const groups = new Map<string, [Told, ...Told[]]>();
  for (const each of told) {
    const key = changeIn(each.finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

/** The same text for findings that show the same change; what has no cause, or one we do not know, stands alone. */
function changeIn(finding: Finding): string {
  const { provider, moved, cause, offSchema, isUnconfirmed } = finding;
  const isKnown = cause === undefined ? offSchema.length > 0 : cause.by !== 'check' || cause.received.length > 0;
  if (!isKnown) return `${finding.case} alone`;
  const off = offSchema.map(({ step: _, ...where }) => where);
  return JSON.stringify([provider, moved, cause, off, isUnconfirmed]);
}

function groupText(group: readonly [Told, ...Told[]]): string {
  const [{ finding }] = group;
  const { moved, cause, offSchema, isUnconfirmed } = finding;
  const edits = new Set(group.flatMap((each) => each.edits.map(({ file, words }) => `edit ${file}: ${words}`)));
  const about = [
    says[moved],
    ...(isUnconfirmed ? ['seen once: the provider could not be asked again, so this may also be flaky'] : []),
    ...(cause === undefined ? [] : causeLines(cause)),
    ...offSchema.map(
      (off) => `off schema in step ${off.step}: ${off.pointer || 'the whole'} ${off.says} (${off.schema})`,
    ),
    ...(group.length > 1 ? ['answers to the first of these cases:'] : []),
    ...answerLines(finding),
    ...edits,
  ];
  return [...group.map((each) => headOf(each.finding)), ...about.map((line) => `  ${line}`), ''].join('\n');
}

function headOf({ case: id, real, recorded, simulated }: Finding): string {
  const step = (real ?? recorded ?? simulated)?.step;
  return `${id}${step === undefined ? '' : `, step ${step}`}`;
}

const answerLines = ({ real, recorded, simulated }: Finding): readonly string[] =>
  Object.entries({ provider: real, recording: recorded, simulator: simulated }).flatMap(([who, answer]) =>
    answer === undefined ? [] : [`  ${who.padEnd(10)} ${answer.status} ${answer.text}`],
  );

const changes: Readonly<Record<FieldApart['change'], string>> = {
  type: 'field type changed',
  value: 'another value',
  missing: 'field missing',
  new: 'field new',
};

/** What is behind a finding, for people: one line or more. */
function causeLines(cause: Cause): readonly string[] {
  switch (cause.by) {
    case 'reading':
      return [`it is the reading ${cause.ways.map(wayText).join(', or ')}`];
    case 'acceptance':
      return [`accepted, though ${cause.expected} should refuse`];
    case 'fields':
      return fieldLines(cause.fields);
    case 'check':
      return [checkText(cause)];
  }
}

const wayText = (way: Extract<Cause, { by: 'reading' }>['ways'][number]): string =>
  way.map(({ reading, answer }) => `${reading}=${answer}`).join(' with ');

const fieldLines = (fields: readonly FieldApart[]): readonly string[] =>
  fields.length === 0
    ? ['the same fields and values, in other bytes']
    : fields.map(({ pointer, change }) => `${changes[change]}: ${pointer || 'the whole'}`);

function checkText({ expected, received, givenBy }: Extract<Cause, { by: 'check' }>): string {
  const here = expected === undefined ? 'no check refuses this here' : `here ${expected} refuses this`;
  if (received.length === 0) return `${here}; the other answer is no refusal that we know`;
  return `${here}; the other answer is ${received.join(' or ')}, which comes from ${givenBy.join(', ') || 'no check'}`;
}
