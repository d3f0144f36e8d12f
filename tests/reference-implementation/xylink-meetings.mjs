import { check } from './checks.mjs';
import { isRecord, isText, valueIn, whole } from './xylink-values.mjs';

const refusal = 'parameterInvalid';

/** That there is a room, of this enterprise. */
export const roomExists = check(
  'xylink/room-exists',
  ({ reads }) => (reads.unknownRoom === 'no-meeting' ? 'noMeeting' : 'callNumberInvalid'),
  ({ room, enterpriseId }) => room?.enterprise === enterpriseId,
);

/** That there is a room, and that people meet in it. */
export const roomChecks = [
  roomExists,
  check('xylink/meeting-is-running', 'noMeeting', ({ meeting }) => meeting !== undefined),
];

const leavingIn = ({ request }) => {
  const value = valueIn(request.body);
  return Array.isArray(value) ? value.map((each) => ({ id: whole(each?.id), type: whole(each?.type) })) : [];
};

const isLeavingList = (list) => list.length > 0 && list.every(({ id, type }) => id !== undefined && type !== undefined);

const isThere = ({ id, type }, { participants }) => participants.some((each) => each.id === id && each.type === type);

const isDeviceList = (list) =>
  Array.isArray(list) && list.length > 0 && list.every((each) => isRecord(each) && isText(each.number));

const bodyIsAnObject = check('xylink/body-is-a-json-object', refusal, ({ isObject }) => isObject);

/** What each operation about a meeting is asked. */
export const checksOf = {
  meetingStatus: [roomExists],
  endMeeting: [roomExists, check('xylink/meeting-can-end', 'internalError', ({ meeting }) => meeting !== undefined)],
  disconnect: [
    check('xylink/participants-are-a-list', refusal, (it) => isLeavingList(leavingIn(it))),
    ...roomChecks,
    check(
      'xylink/leaving-are-present',
      refusal,
      (it) => it.reads.absentParticipants === 'ignored' || leavingIn(it).every((each) => isThere(each, it.meeting)),
    ),
  ],
  invite: [
    bodyIsAnObject,
    check('xylink/call-number-is-given', refusal, ({ fields }) => isText(fields.callNumber)),
    check('xylink/devices-are-a-list', refusal, ({ fields }) => isDeviceList(fields.deviceList)),
    roomExists,
  ],
};

/** The same in one list. */
export const meetingChecks = Object.values(checksOf).flat();

/** What each of them does; what it gives is the reply, undefined for an empty one. */
export const does = {
  meetingStatus: ({ room, meeting, now, roomNumber }) => ({
    meetingRoomNumber: `${roomNumber}@CONFNO`,
    meetingId: meeting?.meetingId ?? null,
    meetingName: room.name,
    mode: meeting === undefined ? 0 : 1,
    mainVenue: null,
    mainImage: null,
    deviceStatusList: meeting?.participants.map(shownDevice) ?? (now - room.endedAt < 60_000 ? [] : null),
    handUpList: meeting === undefined ? null : [],
    recordingDevice: null,
    contentDevice: null,
    whiteBoardDevice: null,
  }),
  endMeeting({ room, now, roomNumber }, { xylink }) {
    xylink.meetings.delete(roomNumber);
    room.endedAt = now;
  },
  disconnect(it) {
    const leaves = ({ id, type }) => leavingIn(it).some((each) => each.id === id && each.type === type);
    const { meeting } = it;
    meeting.participants = meeting.participants.filter((each) => !leaves(each));
    for (const group of meeting.groups) group.members = group.members.filter((each) => !leaves(each));
  },
  invite({ meeting, fields, roomNumber }, { xylink, chance }) {
    const running = meeting ?? { meetingId: `1156${chance.digits(9)}`, participants: [], groups: [] };
    xylink.meetings.set(roomNumber, running);
    for (const { number } of fields.deviceList) join(running, number, xylink);
  },
};

function join({ participants }, participantNumber, state) {
  if (participants.some((each) => each.participantNumber === participantNumber)) return;
  state.called += 1;
  const type = { 6: 2, 8: 7, 11: 5 }[participantNumber.length] ?? 6;
  const participantId = String(65_536 + 64 * (2000 + state.called));
  participants.push({
    id: 103_000_000 + state.called,
    type,
    participantId,
    participantNumber,
    name: participantNumber,
  });
}

const shownDevice = ({ name, id, type, participantId, externalUserId = null, participantNumber }) => ({
  name,
  muteStatus: 0,
  device: { id, type, participantId, externalUserId, participantNumber },
});
