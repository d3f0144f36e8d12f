import { anyOf, english, type Message, padTo, phrase, say, type Render } from '../../../contracts/messages.js';
import type { Drift } from '../../../contracts/drift/drift.js';
import type { Edit } from '../../../contracts/drift/edits.js';
import type { FieldApart } from '../../../contracts/drift/fields-apart.js';
import type { Cause, Finding, DriftSource } from '../../../contracts/drift/finding.js';

const sourceTexts: Readonly<Record<DriftSource, Message>> = {
  simulator: say`the simulator is wrong`,
  provider: say`the provider has changed`,
  recording: say`the recording is stale`,
  flaky: say`flaky: the provider gives different replies to the same requests`,
  unsettled: say`the simulator differs from the recording; run with --target sandbox to find out which is right`,
  contract: say`all replies agree, but do not match the schema`,
};

/** A finding, and the edits that correct it. */
interface Proposal {
  readonly finding: Finding;
  readonly edits: readonly Edit[];
}

/** The drift as text. */
export function driftText(proposals: readonly Proposal[], drift: Drift, text: Render = english): string {
  const { agreed, skipped, inconclusive } = drift;
  const unjudged = inconclusive.map((each) => `${each.case}\n  ${text(say`inconclusive: ${phrase(each.reason)}`)}\n`);
  const counts = say`${proposals.length} changed, ${agreed.length} unchanged, ${skipped.length} skipped, ${inconclusive.length} inconclusive`;
  return [...groupsOf(proposals).map((group) => groupText(group, text)), ...unjudged, `${text(counts)}\n`].join('\n');
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
  const { provider, driftSource, cause, offSchema, isUnconfirmed } = finding;
  const isKnown = cause === undefined ? offSchema.length > 0 : cause.by !== 'check' || cause.received.length > 0;
  if (!isKnown) return `${finding.case} alone`;
  const off = offSchema.map(({ step: _, ...where }) => where);
  return JSON.stringify([provider, driftSource, cause, off, isUnconfirmed]);
}

function groupText(group: readonly [Proposal, ...Proposal[]], text: Render): string {
  const [{ finding }] = group;
  const { driftSource, cause, offSchema, isUnconfirmed } = finding;
  const edits = new Set(
    group.flatMap((each) => each.edits.map(({ file, words }) => text(say`edit ${file}: ${phrase(words)}`))),
  );
  const about = [
    sourceTexts[driftSource],
    ...(isUnconfirmed ? [say`seen once: no second request was possible, so this may be flaky`] : []),
    ...(cause === undefined ? [] : causeLines(cause)),
    ...offSchema.map(
      (off) =>
        say`schema violation in step ${off.step}: ${off.pointer || '(body)'} ${phrase(off.says)} (${off.schema})`,
    ),
    ...(group.length > 1 ? [say`replies of the first of these cases:`] : []),
  ];
  const lines = [...about.map(text), ...answerLines(finding, text), ...edits];
  return [...group.map((each) => headOf(each.finding, text)), ...lines.map((line) => `  ${line}`), ''].join('\n');
}

function headOf({ case: id, real, recorded, simulated }: Finding, text: Render): string {
  const step = (real ?? recorded ?? simulated)?.step;
  return step === undefined ? id : text(say`${id}, step ${step}`);
}

const answerLines = ({ real, recorded, simulated }: Finding, text: Render): readonly string[] =>
  (
    [
      [say`provider`, real],
      [say`recording`, recorded],
      [say`simulator`, simulated],
    ] as const
  ).flatMap(([who, answer]) => {
    const label = text(who);
    return answer === undefined ? [] : [`  ${padTo(label, 10)} ${answer.status} ${answer.text}`];
  });

const changes: Readonly<Record<FieldApart['change'], Message>> = {
  type: say`field type changed`,
  value: say`value changed`,
  missing: say`field missing`,
  new: say`field new`,
};

/** The cause of a finding as text: one line or more. */
function causeLines(cause: Cause): readonly Message[] {
  switch (cause.by) {
    case 'reading':
      return [say`the reading is ${anyOf(cause.ways.map(wayText))}`];
    case 'acceptance':
      return [say`accepted, although ${cause.expected} must refuse`];
    case 'fields':
      return fieldLines(cause.fields);
    case 'check':
      return [checkText(cause)];
  }
}

const wayText = (way: Extract<Cause, { by: 'reading' }>['ways'][number]): string =>
  way.map(({ reading, option }) => `${reading}=${option}`).join(' + ');

const fieldLines = (fields: readonly FieldApart[]): readonly Message[] =>
  fields.length === 0
    ? [say`same fields and values, different bytes`]
    : fields.map(({ pointer, change }) => say`${changes[change]}: ${pointer || '(body)'}`);

function checkText({ expected, received, givenBy }: Extract<Cause, { by: 'check' }>): Message {
  const here =
    expected === undefined ? say`the simulator accepts this` : say`in the simulator ${expected} refuses this`;
  if (received.length === 0) return say`${here}; the other reply is not a known refusal`;
  const source = givenBy.length === 0 ? say`no check` : givenBy.join(', ');
  return say`${here}; the other reply is ${anyOf(received)}, which comes from ${source}`;
}
