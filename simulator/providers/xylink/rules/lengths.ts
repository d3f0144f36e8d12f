import { rule } from '../../../core/pipeline/check.js';
import { assumed, refusals } from '../evidence.js';
import { settingsIn, type XylinkContext } from '../model.js';
import type { Fields } from './body.js';
import type { GroupAsked } from './grouping.js';

type GroupsAsking = XylinkContext & { readonly fields: Fields; readonly groupsAsked: readonly GroupAsked[] | null };

const refusal = refusals.parameterInvalid;
const isBounded = ({ readings }: GroupsAsking): boolean => readings.fieldLengths === 'bounded';

/** The length of the longest group name in a request; 0 without one. */
function longest({ fields, groupsAsked, readings }: GroupsAsking): number {
  if (groupsAsked !== null) return groupsAsked.reduce((max, group) => Math.max(max, group.groupName?.length ?? 0), 0);
  if (readings.topLevelGroupName === 'ignored') return 0;
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
  readings: ['fieldLengths', 'topLevelGroupName'],
  details: (known: GroupsAsking) => ({
    expected: `names of at most ${settingsIn(known.documents).maxNameLength} characters`,
    received: `a name of ${longest(known)} characters`,
  }),
  test: (known: GroupsAsking) => !isBounded(known) || longest(known) <= settingsIn(known.documents).maxNameLength,
});

export const membersAreNotTooMany = rule({
  name: 'xylink/members-are-not-too-many',
  scenario: 'too-many-members',
  refusal,
  evidence: [assumed('No limit is stated; 500 members are more than in a real meeting.')],
  readings: ['fieldLengths'],
  details: (known: GroupsAsking) => ({
    expected: `at most ${settingsIn(known.documents).maxMembers} members`,
    received: countMembers(known),
  }),
  test: (known: GroupsAsking) => !isBounded(known) || countMembers(known) <= settingsIn(known.documents).maxMembers,
});
