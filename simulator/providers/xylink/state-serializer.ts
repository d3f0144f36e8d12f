import cast from '../../../fixtures/xylink/cast.json' with { type: 'json' };
import starting from '../../../fixtures/xylink/world.json' with { type: 'json' };
import type { Change, Documents } from '../../core/state/documents.js';
import type { WorldShape } from '../../core/state/world.js';
import {
  allCallbacks,
  allRosterCallbacks,
  type Handler,
  putAllRosterCallbacks,
  putCallback,
} from './callbacks/registrations.js';
import { idFrom } from './ids.js';
import { firstId, participantIdOf } from './meeting-lifecycle.js';
import {
  clients,
  enterprises,
  grants,
  type Group,
  type Meeting,
  meetings,
  type Participant,
  putSettings,
  rooms,
  settingsIn,
  defaultSettings,
} from './model.js';
import { putGrant } from './tokens.js';
import type {
  WrittenEnterprise,
  WrittenGrant,
  WrittenGroup,
  WrittenMeeting,
  WrittenParticipant,
  WrittenWorld,
} from './world-format.js';
import { problemsOf } from './world-problems.js';
import { uuid } from './secrets.js';
import schema from './world.schema.json' with { type: 'json' };

type GrantEntry = readonly [token: string, grant: WrittenGrant];

function grantsByClient({ grants: written = {} }: WrittenWorld): ReadonlyMap<string, readonly GrantEntry[]> {
  const byClient = new Map<string, GrantEntry[]>();
  for (const entry of Object.entries(written)) {
    const { clientId } = entry[1];
    const others = byClient.get(clientId);
    if (others === undefined) byClient.set(clientId, [entry]);
    else others.push(entry);
  }
  return byClient;
}

/** An enterprise from the format of world files, and its client with the access tokens of its logins. */
export const enterpriseFrom = (
  enterpriseId: string,
  written: WrittenEnterprise,
  kept: readonly string[] = [],
): readonly [enterprise: Change, client: Change] => [
  enterprises.put(enterpriseId, { enterpriseId, platform: '6.0', ...written }),
  clients.put(written.clientId, { clientId: written.clientId, enterprise: enterpriseId, grants: kept }),
];

function* toDocuments(world: WrittenWorld): Iterable<Change> {
  yield putSettings({ ...defaultSettings, ...world.settings });
  const grantsOf = grantsByClient(world);
  for (const [enterpriseId, written] of Object.entries(world.enterprises ?? {})) {
    const tokens = grantsOf.get(written.clientId) ?? [];
    const kept = tokens.map(([accessToken]) => accessToken);
    yield* enterpriseFrom(enterpriseId, written, kept);
    for (const [accessToken, grant] of tokens) {
      yield* putGrant({ refreshed: false, ...grant, accessToken, enterprise: enterpriseId });
    }
  }
  for (const [number, room] of Object.entries(world.rooms ?? {})) {
    const { enterprise, name = number, businessTag, maximumGroups, endedAt } = room;
    yield rooms.put(number, { number, enterprise, name, businessTag, maximumGroups, endedAt });
  }
  for (const [number, meeting] of Object.entries(world.meetings ?? {}))
    yield meetings.put(number, meetingFrom(meeting));
  yield* callbacksFrom(world);
}

function fromDocuments(documents: Documents): WrittenWorld {
  return {
    settings: settingsIn(documents),
    enterprises: Object.fromEntries(
      enterprises.all(documents).map(([id, { enterpriseId: _, ...written }]) => [id, written]),
    ),
    rooms: Object.fromEntries(rooms.all(documents).map(([number, { number: _, ...written }]) => [number, written])),
    meetings: Object.fromEntries(meetings.all(documents).map(([number, meeting]) => [number, writtenMeeting(meeting)])),
    ...writtenCallbacks(documents),
    grants: Object.fromEntries(
      grants.all(documents).map(([token, { accessToken: _, enterprise: _enterprise, ...written }]) => [token, written]),
    ),
  };
}

const groupFrom = ({ members, ...group }: WrittenGroup, present: readonly Participant[]): Group => ({
  ...group,
  members: members.flatMap((id) => present.filter((each) => each.id === idFrom(id))),
});

/** A meeting in the format of world files. */
const writtenMeeting = ({ groups, ...meeting }: Meeting): WrittenMeeting => ({
  ...meeting,
  groups: groups.map(({ members, ...group }) => ({ ...group, members: members.map(({ id }) => id) })),
});

/** XYLink's part of a world: validation, and conversion to and from documents. */
export const world: WorldShape<WrittenWorld> = {
  schema,
  starting,
  cast,
  problems: problemsOf,
  toDocuments,
  fromDocuments,
  secretKeys: { section: 'grants', shape: uuid },
  growing: [meetings.kind],
  continueNumbers(part, sequences) {
    for (const { id } of Object.values(part.meetings ?? {}).flatMap(({ participants }) => participants)) {
      if (typeof id === 'number' && id > firstId) sequences.continueAfter('xylink/participant', id - firstId);
    }
  },
  castMember,
};

/** The callbacks of a world file; a room's callback belongs to the room's enterprise. */
function* callbacksFrom({ callbacks = {}, rosterCallbacks = {}, rooms = {} }: WrittenWorld): Iterable<Change> {
  for (const [enterprise, urls] of Object.entries(callbacks)) {
    for (const [event, written] of Object.entries(urls)) {
      const handlers = typeof written === 'string' ? [{ url: written }] : written;
      yield putCallback({ enterprise, event, handlers });
    }
  }
  const ofRooms = Object.entries(rosterCallbacks).map(([number, callback]) => {
    return [number, { enterprise: rooms[number]?.enterprise ?? '', ...callback }] as const;
  });
  yield* putAllRosterCallbacks(ofRooms);
}

/** Callbacks in the format of world files. */
function writtenCallbacks(documents: Documents): Required<Pick<WrittenWorld, 'callbacks' | 'rosterCallbacks'>> {
  const urls = new Map<string, (readonly [event: string, written: string | readonly Handler[]])[]>();
  for (const [, { enterprise, event, handlers }] of allCallbacks(documents)) {
    urls.set(enterprise, [...(urls.get(enterprise) ?? []), [event, writtenHandlers(handlers)]]);
  }
  return {
    callbacks: Object.fromEntries(Array.from(urls, ([enterprise, pairs]) => [enterprise, Object.fromEntries(pairs)])),
    rosterCallbacks: Object.fromEntries(
      allRosterCallbacks(documents).map(([number, { event, url }]) => [number, { event, url }]),
    ),
  };
}

/** The receivers of an event in the format of world files: a URL if there is one without version and tag. */
function writtenHandlers(handlers: readonly Handler[]): string | readonly Handler[] {
  const [first] = handlers;
  const isPlain = handlers.length === 1 && first?.version === undefined && first?.businessTag === undefined;
  return isPlain && first !== undefined ? first.url : handlers;
}

/** Converts a meeting from the format of world files. */
function meetingFrom({ meetingId, participants, groups = [] }: WrittenMeeting): Meeting {
  const present = participants.map(participantFrom);
  return { meetingId, participants: present, groups: groups.map((group) => groupFrom(group, present)) };
}

/** Converts a participant from the format of world files; `index` gives the default of an id. */
function participantFrom(written: WrittenParticipant, index: number): Participant {
  const { id, type, participantNumber, ...others } = written;
  return {
    id: idFrom(id) ?? id,
    type,
    participantId: participantIdOf(index),
    participantNumber,
    externalUserId: null,
    name: participantNumber,
    muted: false,
    admin: false,
    canSetAdmin: true,
    ...others,
  };
}

/** A role's entity in the cast: an enterprise with its credentials, a room with its participants. */
function castMember(documents: Documents, role: string, id: string): object | undefined {
  if (role.startsWith('enterprise:')) {
    const enterprise = enterprises.read(documents, id);
    if (enterprise === undefined) return undefined;
    const { enterpriseId, token, clientId, clientSecret } = enterprise;
    return { enterpriseId, token, clientId, clientSecret };
  }
  const room = rooms.read(documents, id);
  if (room === undefined) return undefined;
  const present = meetings.read(documents, id)?.participants ?? [];
  const participants = present.map((each) => ({
    id: each.id,
    type: each.type,
    participantNumber: each.participantNumber,
  }));
  return { meetingRoomNumber: room.number, enterpriseId: room.enterprise, participants };
}
