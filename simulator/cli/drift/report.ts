import type { Drift } from '../../../contracts/drift/drift.js';
import type { Edit } from '../../../contracts/drift/edits.js';
import type { FieldApart } from '../../../contracts/drift/fields-apart.js';
import type { Cause, Finding, DriftSource } from '../../../contracts/drift/finding.js';

const sourceTexts: Readonly<Record<DriftSource, string>> = {
  simulator: 'the simulator is wrong',
  provider: 'the provider has changed',
  recording: 'the recording is stale',
  flaky: 'flaky: the provider gives different replies to the same requests',
  unsettled: 'the simulator differs from the recording; run with --target sandbox to find out which is right',
  contract: 'all replies agree, but do not match the schema',
};

/** A finding, and the edits that correct it. */
interface Proposal {
  readonly finding: Finding;
  readonly edits: readonly Edit[];
}

/** The drift as text. */
export function driftText(proposals: readonly Proposal[], drift: Drift): string {
  const { agreed, skipped, inconclusive } = drift;
  const unjudged = inconclusive.map((each) => `${each.case}\n  inconclusive: ${each.reason}\n`);
  const counts = `${proposals.length} changed, ${agreed.length} unchanged, ${skipped.length} skipped, ${inconclusive.length} inconclusive`;
  return [...groupsOf(proposals).map(groupText), ...unjudged, `${counts}\n`].join('\n');
}

/** The drift as JSON: one object. */
export function driftJson(proposals: readonly Proposal[], { agreed, skipped, inconclusive }: Drift): string {
  const findings = proposals.map(({ finding, edits }) => ({
    ...finding,
    edits: edits.map(({ of, file, words }) => ({ of, file, words })),
  }));
  const cases = agreed.map((each) => each.case);
  return `${JSON.stringify({ findings, agreed: cases, skipped, inconclusive }, null, 2)}\n`;
}

/** Groups the findings of one change, which is printed once, with the replies of its first case. */
function groupsOf(proposals: readonly Proposal[]): readonly (readonly [Proposal, ...Proposal[]])[] {
  const groups = new Map<string, [Proposal, ...Proposal[]]>();
  for (const each of proposals) {
    const key = changeIn(each.finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

/** A key that is equal for findings of the same change; a finding without a known cause is a group of its own. */
function changeIn(finding: Finding): string {
  const { provider, moved, cause, offSchema, isUnconfirmed } = finding;
  const isKnown = cause === undefined ? offSchema.length > 0 : cause.by !== 'check' || cause.received.length > 0;
  if (!isKnown) return `${finding.case} alone`;
  const off = offSchema.map(({ step: _, ...where }) => where);
  return JSON.stringify([provider, moved, cause, off, isUnconfirmed]);
}

function groupText(group: readonly [Proposal, ...Proposal[]]): string {
  const [{ finding }] = group;
  const { moved, cause, offSchema, isUnconfirmed } = finding;
  const edits = new Set(group.flatMap((each) => each.edits.map(({ file, words }) => `edit ${file}: ${words}`)));
  const about = [
    sourceTexts[moved],
    ...(isUnconfirmed ? ['seen once: no second request was possible, so this may be flaky'] : []),
    ...(cause === undefined ? [] : causeLines(cause)),
    ...offSchema.map(
      (off) => `schema violation in step ${off.step}: ${off.pointer || '(body)'} ${off.says} (${off.schema})`,
    ),
    ...(group.length > 1 ? ['replies of the first of these cases:'] : []),
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
  value: 'value changed',
  missing: 'field missing',
  new: 'field new',
};

/** The cause of a finding as text: one line or more. */
function causeLines(cause: Cause): readonly string[] {
  switch (cause.by) {
    case 'reading':
      return [`the reading is ${cause.ways.map(wayText).join(', or ')}`];
    case 'acceptance':
      return [`accepted, although ${cause.expected} must refuse`];
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
    ? ['same fields and values, different bytes']
    : fields.map(({ pointer, change }) => `${changes[change]}: ${pointer || '(body)'}`);

function checkText({ expected, received, givenBy }: Extract<Cause, { by: 'check' }>): string {
  const here = expected === undefined ? 'the simulator accepts this' : `in the simulator ${expected} refuses this`;
  if (received.length === 0) return `${here}; the other reply is not a known refusal`;
  return `${here}; the other reply is ${received.join(' or ')}, which comes from ${givenBy.join(', ') || 'no check'}`;
}
