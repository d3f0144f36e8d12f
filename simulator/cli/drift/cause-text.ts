import type { FieldApart } from '../../../contracts/drift/fields-apart.js';
import type { Cause } from '../../../contracts/drift/finding.js';

const changes: Readonly<Record<FieldApart['change'], string>> = {
  type: 'field type changed',
  value: 'another value',
  missing: 'field missing',
  new: 'field new',
};

/** What is behind a finding, for people: one line or more. */
export function causeLines(cause: Cause): readonly string[] {
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
