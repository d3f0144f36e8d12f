import type { ReadingCatalogue } from '../../../core/pipeline/reading.js';

/** Unknowns of dynamicGroup: which groups are accepted, and what becomes of those that are not as the page shows them. */
export const groupReadings = {
  absentGroupCount: {
    asks: 'How many random groups are made without groupCount?',
    options: {
      one: 'one',
      'by-present': 'one for every `participantsPerGroup` (4) participants, a setting of the world, rounded up',
    },
    default: 'one',
    reason: 'The table gives 1 as the default; the text beside mode says by number of participants, not how many.',
  },
  unnamedGroups: {
    asks: 'May a group in `groupList` have no groupName?',
    options: {
      numbered: 'yes; its name is the setting `groupBaseName` (分组) and its place in the list',
      refused: 'no',
    },
    default: 'numbered',
    reason: 'The page marks groupName as optional. It does not say which name such a group gets.',
  },
  strangers: {
    asks: 'What happens to members of a group who are not in the meeting?',
    options: { refused: 'the request is refused', skipped: 'they are left out of their group' },
    default: 'refused',
    reason: 'Nothing is known; a refusal shows a caller that its list is out of date.',
  },
  excessGroups: {
    asks: 'What happens if there are more random groups than participants?',
    options: {
      refused: 'the request is refused',
      fewer: 'there is one group for each participant',
      empty: 'the last groups have no members',
    },
    default: 'refused',
    reason: 'Nothing is known; the page has no example of a group without members.',
  },
  emptyGroupList: {
    asks: 'May `groupList` be empty?',
    options: { refused: 'no', 'no-groups': 'yes; the reply is an empty list, and the meeting stays in one' },
    default: 'refused',
    reason: 'Nothing is known; a request without a group most likely has lost its groups.',
  },
  emptyMemberList: {
    asks: 'May a group have an empty `memberList`?',
    options: { refused: 'no', accepted: 'yes; the group has no members' },
    default: 'refused',
    reason: 'Nothing is known; the page marks the fields of members as required.',
  },
  doubleMembers: {
    asks: 'May a participant be a member of two groups, or twice of one?',
    options: { refused: 'no', 'first-counts': 'yes; the first place counts' },
    default: 'refused',
    reason: 'Nothing is known; a participant can be in one group only.',
  },
  topLevelGroupName: {
    asks: 'What does groupName beside `mode` do?',
    options: { numbered: 'it names random groups, with a number after it', ignored: 'nothing' },
    default: 'numbered',
    reason: 'The table lists groupName without saying where it belongs; the example has it in groups only.',
  },
} as const satisfies ReadingCatalogue;
