import cast from '../../../fixtures/xylink/cast.json' with { type: 'json' };
import starting from '../../../fixtures/xylink/world.json' with { type: 'json' };
import type { Change, Documents } from '../../core/state/documents.js';
import type { WorldShape } from '../../core/state/world.js';
import { castMember } from './cast.js';
import { firstId, meetingFrom, writtenMeeting } from './written-meeting.js';
import { putGrant } from './tokens.js';
import {
  clients,
  enterprises,
  grants,
  meetings,
  putSettings,
  rooms,
  settingsIn,
  standardSettings,
} from './vocabulary.js';
import { problemsOf } from './world-problems.js';
import schema from './world.schema.json' with { type: 'json' };
import { callbacksFrom, writtenCallbacks } from './written-callbacks.js';
import type { WrittenGrant, WrittenWorld } from './written-world.js';

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

function* toDocuments(world: WrittenWorld): Iterable<Change> {
  yield putSettings({ ...standardSettings, ...world.settings });
  const grantsOf = grantsByClient(world);
  for (const [enterpriseId, written] of Object.entries(world.enterprises ?? {})) {
    const { clientId } = written;
    yield enterprises.put(enterpriseId, { enterpriseId, platform: '6.0', ...written });
    const tokens = grantsOf.get(clientId) ?? [];
    const kept = tokens.map(([accessToken]) => accessToken);
    yield clients.put(clientId, { clientId, enterprise: enterpriseId, grants: kept });
    for (const [accessToken, grant] of tokens) {
      yield* putGrant({ refreshed: false, ...grant, accessToken, enterprise: enterpriseId });
    }
  }
  for (const [number, { enterprise, name = number, maximumGroups, endedAt }] of Object.entries(world.rooms ?? {})) {
    yield rooms.put(number, { number, enterprise, name, maximumGroups, endedAt });
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

/** XYLink's part of a world: how it is written, checked, laid out and read back. */
export const world: WorldShape<WrittenWorld> = {
  schema,
  starting,
  cast,
  problems: problemsOf,
  toDocuments,
  fromDocuments,
  growing: [meetings.kind],
  continueNumbers(part, numbering) {
    for (const { id } of Object.values(part.meetings ?? {}).flatMap(({ participants }) => participants)) {
      if (id > firstId) numbering.continueAfter('xylink/participant', id - firstId);
    }
  },
  castMember,
};
