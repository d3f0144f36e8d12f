import type { Random } from '../../core/state/clock.js';
import { hexDigits, shuffled } from './chance.js';
import { memberFrom } from './rules/members.js';
import type { GroupAsked } from './rules/grouping-form.js';
import type { Group, Participant } from './vocabulary.js';

const groupNo = (random: Random, index: number): string => `mms${hexDigits(random, `groupNo ${index}`, 32)}`;

/** So many groups by chance, whose sizes differ by at most one. */
export function splitAtRandom(
  present: readonly Participant[],
  { count, name }: { readonly count: number; readonly name: string },
  random: Random,
): readonly Group[] {
  const order = shuffled(present, random);
  return Array.from({ length: count }, (_, index) => ({
    groupNo: groupNo(random, index),
    groupName: `${name}${index + 1}`,
    members: order.filter((_each, place) => place % count === index),
  }));
}

/** The groups that a request names, of those who are present. */
export function splitAsAsked(
  present: readonly Participant[],
  asked: readonly GroupAsked[],
  random: Random,
): readonly Group[] {
  return asked.map(({ groupName, memberList }, index) => ({
    groupNo: groupNo(random, index),
    groupName,
    members: memberList.flatMap((each) => {
      const { id, type } = memberFrom(each);
      return present.filter((participant) => participant.id === id && participant.type === type);
    }),
  }));
}
