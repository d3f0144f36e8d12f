import { type KnownBy, pipeline } from '../../../core/pipeline/pipeline.js';
import { endpoint, type Tools } from '../../../core/provider.js';
import { type Admitted, admittedToGroups } from '../admission.js';
import { isText } from '../json-body.js';
import { bodyIsAJsonObject } from '../rules/body.js';
import { groupCountFits, groupCountIsWithinTheMaximum, groupCountOf, groupsAreNotOpen } from '../rules/grouping.js';
import { groupListIsAList, modeIsKnown, roomNumberIsGiven } from '../rules/grouping-form.js';
import { groupNamesAreNotTooLong, membersAreNotTooMany } from '../rules/lengths.js';
import {
  membersAreNamedOnce,
  membersArePresent,
  membersHaveIdAndType,
  membersHaveParticipantNumbers,
} from '../rules/members.js';
import { meetingIsRunning, roomExists } from '../rules/rooms.js';
import { splitAsAsked, splitAtRandom } from '../split.js';
import { type Group, meetings, type Participant } from '../vocabulary.js';

const own = pipeline<Admitted>()
  .check(bodyIsAJsonObject)
  .check(roomNumberIsGiven)
  .check(modeIsKnown)
  .check(groupListIsAList)
  .check(groupNamesAreNotTooLong)
  .check(membersAreNotTooMany)
  .check(membersHaveIdAndType)
  .check(membersHaveParticipantNumbers)
  .check(membersAreNamedOnce)
  .check(roomExists)
  .check(meetingIsRunning)
  .check(groupsAreNotOpen)
  .check(groupCountIsWithinTheMaximum)
  .check(groupCountFits)
  .check(membersArePresent);

const after = admittedToGroups.then(own);

export const createGroups = endpoint({
  operation: 'createGroups',
  after,
  does(known: KnownBy<typeof after>, { random }: Tools) {
    const { fields, groupsAsked, meeting, room } = known;
    const { participants } = meeting;
    const name = isText(fields['groupName']) ? fields['groupName'] : '分组';
    const groups =
      groupsAsked === null
        ? splitAtRandom(participants, { count: Number(groupCountOf(known)), name }, random)
        : splitAsAsked(participants, groupsAsked, random);
    return { changes: [meetings.put(room.number, { ...meeting, groups })], result: groups.map(groupShown) };
  },
});

const groupShown = ({ groupNo, groupName, members }: Group) => ({
  groupNo,
  groupName,
  memberList: members.map(memberShown),
});

const memberShown = ({ id, type, externalUserId, participantNumber }: Participant) => ({
  id,
  type,
  externalUserId,
  participantNumber,
  admin: false,
  canSetAdmin: true,
});
