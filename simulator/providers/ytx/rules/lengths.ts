import { rule } from '../../../core/pipeline/check.js';
import { assumed, refusals } from '../evidence.js';
import { type Party, settingsIn, type YtxContext } from '../model.js';
import type { MeetingTextFields } from './fields.js';

type LengthContext = YtxContext & { readonly textFields: MeetingTextFields; readonly parties: readonly Party[] | null };

const refusal = refusals.parameterIllegal;
const isBounded = ({ readings }: LengthContext): boolean => readings.fieldLengths === 'bounded';

const longest = ({ textFields, parties }: LengthContext): number =>
  (parties ?? []).reduce((max, { name }) => Math.max(max, name.length), textFields.meetingname?.length ?? 0);

const countOf = ({ parties }: LengthContext): number => parties?.length ?? 0;

export const namesAreNotTooLong = rule({
  name: 'ytx/names-are-not-too-long',
  scenario: 'name-too-long',
  refusal,
  evidence: [assumed('No limit is stated; 256 characters are enough for every name.')],
  readings: ['fieldLengths'],
  details: (known: LengthContext) => ({
    expected: `names of at most ${settingsIn(known.documents).maxNameLength} characters`,
    received: `a name of ${longest(known)} characters`,
  }),
  test: (known: LengthContext) => !isBounded(known) || longest(known) <= settingsIn(known.documents).maxNameLength,
});

export const partiesAreNotTooMany = rule({
  name: 'ytx/parties-are-not-too-many',
  scenario: 'too-many-parties',
  refusal,
  evidence: [assumed('No limit is stated; 500 parties are more than a telephone conference has.')],
  readings: ['fieldLengths'],
  details: (known: LengthContext) => ({
    expected: `at most ${settingsIn(known.documents).maxParties} parties`,
    received: countOf(known),
  }),
  test: (known: LengthContext) => !isBounded(known) || countOf(known) <= settingsIn(known.documents).maxParties,
});
