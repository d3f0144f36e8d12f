import { rule } from '../../../core/pipeline/check.js';
import { assumed, refusals } from '../evidence.js';
import { settingsIn, type XylinkContext } from '../model.js';
import type { Fields } from './body.js';
import type { GroupAsked } from './grouping.js';

type GroupsAsking = XylinkContext & { readonly fields: Fields; readonly groupsAsked: readonly GroupAsked[] | null };

const refusal = refusals.parameterInvalid;
const isBounded = ({ readings }: GroupsAsking): boolean => readings.fieldLengths === 'bounded';

/** The length of the longest group name in a request; with `manual`, the member groupName is ignored. */
function longest({ fields, groupsAsked }: GroupsAsking): number {
  if (groupsAsked !== null) return groupsAsked.reduce((most, { groupName }) => Math.max(most, groupName.length), 0);
  const { groupName } = fields;
  return typeof groupName === 'string' ? groupName.length : 0;
}

const countMembers = ({ groupsAsked }: GroupsAsking): number =>
  (groupsAsked ?? []).reduce((sum, { memberList }) => sum + memberList.length, 0);

export const groupNamesAreNotTooLong = rule({
  name: 'xylink/group-names-are-not-too-long',
  scenario: 'group-name-too-long',
  refusal,
  evidence: [assumed('No limit is stated; 256 characters are enough for every name.')],
  readings: ['fieldLengths'],
  details: (known: GroupsAsking) => ({
    expected: `names of at most ${settingsIn(known.documents).longestName} characters`,
    received: `a name of ${longest(known)} characters`,
  }),
  test: (known: GroupsAsking) => !isBounded(known) || longest(known) <= settingsIn(known.documents).longestName,
});

export const membersAreNotTooMany = rule({
  name: 'xylink/members-are-not-too-many',
  scenario: 'too-many-members',
  refusal,
  evidence: [assumed('No limit is stated; 500 members are more than in a real meeting.')],
  readings: ['fieldLengths'],
  details: (known: GroupsAsking) => ({
    expected: `at most ${settingsIn(known.documents).mostMembers} members`,
    received: countMembers(known),
  }),
  test: (known: GroupsAsking) => !isBounded(known) || countMembers(known) <= settingsIn(known.documents).mostMembers,
});
