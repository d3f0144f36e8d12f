import type { GeneratedPart, GenerationOptions } from '../../core/state/world-generator.js';
import {
  type Draw,
  drawMeetingName,
  drawMobile,
  drawName,
  drawsFrom,
  type Faker,
  inventedId,
  stampOf,
} from '../../world-generator/draws.js';
import { participantIdOf } from './meeting-lifecycle.js';
import { gateway } from './rules/members.js';
import type {
  WrittenEnterprise,
  WrittenMeeting,
  WrittenParticipant,
  WrittenRoom,
  WrittenWorld,
} from './world-format.js';

/** Less than the ids of participants who are invited later. */
const firstParticipant = 101_000_000;
/** The maximum number of participants of a generated meeting. */
const maxParticipants = 12;

/** Types of devices, and how their numbers are drawn: apps, hard devices, older ones, H.323 and SIP gateways. */
const devices: Readonly<Record<number, (faker: Faker) => string>> = {
  5: drawMobile,
  2: ({ string }) => `6${string.numeric(5)}`,
  7: ({ string }) => `7${string.numeric(7)}`,
  6: ({ string }) => `01000000${string.numeric(5)}`,
};

/** A participant of a meeting; ids derive from `running`, `type` is the kind of device. */
export const inventedParticipant = (faker: Faker, running: number, type = 5): WrittenParticipant => ({
  id: firstParticipant + running,
  type,
  participantId: participantIdOf(running),
  participantNumber: devices[type]?.(faker) ?? drawMobile(faker),
  name: drawName(faker),
});

/** The participants of rooms with a role, by type of device. */
const casts: Readonly<Record<string, readonly number[]>> = {
  'room:running': [5, 5, 5, 5, 2, 7, 6, 5],
  'room:grouped': [5, 5],
  'room:small': [5, 5, 5],
};
const roomRoles = ['room:running', 'room:idle', 'room:grouped', 'room:small'] as const;

/** A running meeting; the ids of its participants count up from `running`. */
export function inventedMeeting(faker: Faker, running: number, types: readonly number[]): WrittenMeeting {
  const participants = types.map((type, index) => inventedParticipant(faker, running + index, type));
  return { meetingId: `1156${faker.string.numeric(9)}`, participants };
}

/** The meeting with each of its participants in a group of their own. */
const withGroups = (meeting: WrittenMeeting, faker: Faker): WrittenMeeting => ({
  ...meeting,
  groups: meeting.participants.map(({ id }, index) => ({
    groupNo: `mms${faker.string.hexadecimal({ length: 32, casing: 'lower', prefix: '' })}`,
    groupName: `分组${index + 1}`,
    members: [id],
  })),
});

/** The meeting with an admin, unless all its participants are gateways: in generated worlds these cannot become one. */
function withAdmin(meeting: WrittenMeeting): WrittenMeeting {
  const place = meeting.participants.findIndex(({ type }) => type !== gateway);
  const participants = meeting.participants.map((each, index) => ({
    ...each,
    admin: index === place,
    canSetAdmin: each.type !== gateway,
  }));
  return { ...meeting, participants };
}

/** Changes the invented meeting of a room. Cases expect the defaults of participants in rooms with a role. */
function arrangeMeeting(meeting: WrittenMeeting, role: string | undefined, faker: Faker): WrittenMeeting {
  if (role === undefined) return withAdmin(meeting);
  return role === 'room:grouped' ? withGroups(meeting, faker) : meeting;
}

const drawTypes = ({ number, helpers }: Faker): readonly number[] =>
  Array.from({ length: number.int({ min: 2, max: maxParticipants }) }, () => helpers.arrayElement([5, 5, 5, 2, 7, 6]));

interface InventedRoom {
  readonly number: string;
  readonly room: WrittenRoom;
  readonly meeting: WrittenMeeting | undefined;
}

interface RoomContext {
  readonly draw: Draw;
  /** Four digits that mark the numbers of all rooms of one seed. */
  readonly digits: string;
  readonly enterprises: readonly string[];
}

/** The room at this index: the first four have the roles; of the others, two in five have a meeting. */
const roomAt = (place: number, { draw, digits, enterprises }: RoomContext): InventedRoom =>
  draw(`room ${place}`, (faker) => {
    const role = roomRoles[place - 1];
    const [main = ''] = enterprises;
    const types = role === undefined ? drawTypes(faker) : casts[role];
    const isRunning = role === undefined ? faker.number.int(4) < 2 : types !== undefined;
    const meeting = isRunning ? inventedMeeting(faker, (place - 1) * maxParticipants + 1, types ?? []) : undefined;
    return {
      number: `91${digits}${String(place).padStart(6, '0')}`,
      room: {
        enterprise: role === undefined ? faker.helpers.arrayElement(enterprises) : main,
        name: drawMeetingName(faker),
        ...(role === 'room:small' && { maximumGroups: 2 }),
      },
      meeting: meeting && arrangeMeeting(meeting, role, faker),
    };
  });

/** The platform of the first enterprise has groups, that of the second has none. */
function enterpriseAt(
  place: number,
  { draw, stamp }: Pick<RoomContext, 'draw'> & { readonly stamp: string },
): WrittenEnterprise {
  const inventId = (prefix: string, length: number): string => inventedId({ prefix, length, stamp }, place);
  const drawn = draw(`enterprise ${place}`, ({ helpers }) => helpers.arrayElement(['5.2', '6.0', '6.0', '6.1']));
  return {
    token: inventId('7', 64),
    clientId: inventId('c', 24),
    clientSecret: inventId('s', 32),
    platform: ['6.0', '5.2'][place - 1] ?? drawn,
  };
}

/** Generates XYLink's part of a world: enterprises, and rooms of which some have a running meeting. */
export function generatedWorld({ seed, quantities }: GenerationOptions): GeneratedPart {
  const draw = drawsFrom(`${seed}/xylink`);
  const stamp = stampOf(draw);
  const digits = draw('digits', ({ string }) => string.numeric(4));
  const { enterprises: enterpriseCount = 0, rooms: roomCount = 0 } = quantities;
  const enterprises = Array.from({ length: enterpriseCount }, (_, index) => {
    const id = inventedId({ prefix: 'e', length: 40, stamp }, index + 1);
    return [id, enterpriseAt(index + 1, { draw, stamp })] as const;
  });
  const ids = enterprises.map(([id]) => id);
  const rooms = Array.from({ length: roomCount }, (_, index) => roomAt(index + 1, { draw, digits, enterprises: ids }));
  const [main = '', old] = ids;
  const world: WrittenWorld = {
    enterprises: Object.fromEntries(enterprises),
    rooms: Object.fromEntries(rooms.map(({ number, room }) => [number, room])),
    meetings: Object.fromEntries(
      rooms.flatMap(({ number, meeting }) => (meeting === undefined ? [] : [[number, meeting] as const])),
    ),
    // An expired login: its access token provokes the refusal of expired ones.
    grants: {
      '11111111-0000-4000-8000-000000000001': {
        refreshToken: '11111111-0000-4000-8000-000000000002',
        signSecret: '1'.repeat(32),
        clientId: enterprises[0]?.[1].clientId ?? '',
        expiresAt: 1,
      },
    },
  };
  const cast = {
    'enterprise:main': main,
    ...(old !== undefined && { 'enterprise:old': old }),
    ...Object.fromEntries(roomRoles.flatMap((role, index) => pairOf(role, rooms[index]?.number))),
  };
  return { world: { ...world }, cast };
}

const pairOf = (role: string, id: string | undefined): readonly (readonly [string, string])[] =>
  id === undefined ? [] : [[role, id]];
