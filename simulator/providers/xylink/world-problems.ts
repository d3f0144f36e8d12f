import { isReceiverAddress, receiverAddressInWords } from '../../core/callbacks/event.js';
import { pointerTo } from '../../../contracts/json.js';
import type { CastPart, Problem } from '../../core/state/world.js';
import { enterpriseEvents, type Handler, roomEvents } from './callbacks/registrations.js';
import { idFrom } from './ids.js';
import type { WrittenMeeting, WrittenWorld } from './world-format.js';

/**
 * Problems that the schema cannot express: references to missing entities, clients of two enterprises, duplicate ids,
 * unknown events, and invalid receiver addresses.
 */
export function problemsOf(world: WrittenWorld, cast: CastPart): readonly Problem[] {
  const { enterprises = {}, rooms = {}, meetings = {}, grants = {} } = world;
  const clients = new Map<string, number>();
  for (const { clientId } of Object.values(enterprises)) clients.set(clientId, (clients.get(clientId) ?? 0) + 1);
  const at = (...members: readonly string[]): string => pointerTo('xylink', ...members);
  return [
    ...Object.entries(enterprises)
      .filter(([, { clientId }]) => clients.get(clientId) !== 1)
      .map(([id]) => ({ pointer: at('enterprises', id, 'clientId'), says: 'must be of one enterprise only' })),
    ...Object.entries(rooms).flatMap(([number, { enterprise }]) =>
      unknown(enterprises, enterprise, { pointer: at('rooms', number, 'enterprise'), where: 'enterprises' }),
    ),
    ...Object.entries(meetings).flatMap(([number, meeting]) => [
      ...unknown(rooms, number, { pointer: at('meetings', number), where: 'rooms' }),
      ...problemsWithMeeting(meeting, at('meetings', number)),
    ]),
    ...Object.entries(grants)
      .filter(([, { clientId }]) => !clients.has(clientId))
      .map(([token]) => ({ pointer: at('grants', token, 'clientId'), says: 'must be the client of an enterprise' })),
    ...callbackProblems(world, at),
    ...castProblems(cast, enterprises, rooms),
  ];
}

type At = (...members: readonly string[]) => string;

function callbackProblems(world: WrittenWorld, at: At): readonly Problem[] {
  const { enterprises = {}, rooms = {}, callbacks = {}, rosterCallbacks = {} } = world;
  return [
    ...Object.entries(callbacks).flatMap(([id, urls]) => [
      ...unknown(enterprises, id, { pointer: at('callbacks', id), where: 'enterprises' }),
      ...Object.entries(urls).flatMap(([event, written]) => {
        const pointer = at('callbacks', id, event);
        return [...unknownEvent(enterpriseEvents, event, pointer), ...problemsWithHandlers(written, pointer)];
      }),
    ]),
    ...Object.entries(rosterCallbacks).flatMap(([number, { event, url }]) => [
      ...unknown(rooms, number, { pointer: at('rosterCallbacks', number), where: 'rooms' }),
      ...unknownEvent(roomEvents, event, at('rosterCallbacks', number, 'event')),
      ...unusable(url, at('rosterCallbacks', number, 'url')),
    ]),
  ];
}

function problemsWithHandlers(written: string | readonly Handler[], pointer: string): readonly Problem[] {
  if (typeof written === 'string') return unusable(written, pointer);
  const tags = new Set(written.map(({ businessTag }) => businessTag));
  return [
    ...written.flatMap(({ url }, index) => unusable(url, `${pointer}/${index}/url`)),
    ...(tags.size === written.length ? [] : [{ pointer, says: 'must have each businessTag once' }]),
  ];
}

const unknownEvent = (events: readonly string[], event: string, pointer: string): readonly Problem[] =>
  events.includes(event) ? [] : [{ pointer, says: `must be one of ${events.join(', ')}` }];

const unusable = (url: string, pointer: string): readonly Problem[] =>
  isReceiverAddress(url) ? [] : [{ pointer, says: `must be ${receiverAddressInWords}` }];

function problemsWithMeeting({ participants, groups = [] }: WrittenMeeting, pointer: string): readonly Problem[] {
  const ids = new Set(participants.map(({ id }) => idFrom(id)));
  const missing = groups.flatMap(({ members }) => members).filter((id) => !ids.has(idFrom(id)));
  return [
    ...(ids.size === participants.length
      ? []
      : [{ pointer: `${pointer}/participants`, says: 'must have each id once' }]),
    ...(missing.length === 0 ? [] : [{ pointer: `${pointer}/groups`, says: 'must have participants as members' }]),
  ];
}

function castProblems(cast: CastPart, enterprises: object, rooms: object): readonly Problem[] {
  return Object.entries(cast).flatMap(([role, id]) => {
    const pointer = pointerTo('cast', 'xylink', role);
    if (role.startsWith('enterprise:')) return unknown(enterprises, id, { pointer, where: 'enterprises' });
    if (role.startsWith('room:')) return unknown(rooms, id, { pointer, where: 'rooms' });
    return [{ pointer, says: 'must be a role that starts with "enterprise:" or "room:"' }];
  });
}

interface Place {
  readonly pointer: string;
  readonly where: string;
}

function unknown(among: object, id: string, { pointer, where }: Place): readonly Problem[] {
  return Object.hasOwn(among, id) ? [] : [{ pointer, says: `must be a key of "${where}" in this world` }];
}
