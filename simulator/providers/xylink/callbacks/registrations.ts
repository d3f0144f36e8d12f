import events from '../../../../contracts/xylink/callbacks/events.json' with { type: 'json' };
import { type Change, collection, type Documents, type Snapshot } from '../../../core/state/documents.js';

/** Where an event of an enterprise is told. */
export interface Callback {
  readonly enterprise: string;
  readonly event: string;
  readonly url: string;
}

/** Where an event of a room is told; a room has one at most. */
export interface RosterCallback {
  readonly enterprise: string;
  readonly event: string;
  readonly url: string;
}

/** The numbers of those of an enterprise's rooms that have a callback. */
interface Told {
  readonly numbers: readonly string[];
}

const callbacks = collection<Callback>('xylink/callback');
const rosterCallbacks = collection<RosterCallback>('xylink/roster-callback');
/** By enterprise: checks read by key only, and lists all the same. */
const told = collection<Told>('xylink/rooms-told');

const keyOf = (enterprise: string, event: string): string => `${enterprise}/${event}`;

/** Where an enterprise is told of an event; undefined when it is not. */
export const callbackFor = (documents: Snapshot, enterprise: string, event: string): Callback | undefined =>
  callbacks.read(documents, keyOf(enterprise, event));

export const putCallback = (callback: Callback): Change =>
  callbacks.put(keyOf(callback.enterprise, callback.event), callback);

export const removeCallbackFor = (enterprise: string, event: string): Change =>
  callbacks.remove(keyOf(enterprise, event));

/** Of every enterprise. */
export const allCallbacks = (documents: Documents): ReturnType<typeof callbacks.all> => callbacks.all(documents);

/** What is told of a room; undefined when nothing is. */
export const rosterCallbackFor = (documents: Snapshot, number: string): RosterCallback | undefined =>
  rosterCallbacks.read(documents, number);

/** The rooms of an enterprise that have a callback, in the order of their numbers. */
export const roomsWithCallback = (documents: Snapshot, enterprise: string): readonly string[] =>
  told.read(documents, enterprise)?.numbers ?? [];

export function putRosterCallback(documents: Snapshot, number: string, callback: RosterCallback): readonly Change[] {
  const { enterprise } = callback;
  const numbers = new Set([...roomsWithCallback(documents, enterprise), number]);
  return [rosterCallbacks.put(number, callback), told.put(enterprise, { numbers: [...numbers].toSorted() })];
}

export function removeRosterCallbackFor(documents: Snapshot, number: string, enterprise: string): readonly Change[] {
  const numbers = roomsWithCallback(documents, enterprise).filter((each) => each !== number);
  return [rosterCallbacks.remove(number), told.put(enterprise, { numbers })];
}

/** The callbacks of all rooms of a world at once, by room number. */
export function putAllRosterCallbacks(
  all: readonly (readonly [number: string, callback: RosterCallback])[],
): readonly Change[] {
  const numbers = new Map<string, string[]>();
  for (const [number, { enterprise }] of all) {
    const before = numbers.get(enterprise);
    if (before === undefined) numbers.set(enterprise, [number]);
    else before.push(number);
  }
  return [
    ...all.map(([number, callback]) => rosterCallbacks.put(number, callback)),
    ...Array.from(numbers, ([enterprise, each]) => told.put(enterprise, { numbers: each.toSorted() })),
  ];
}

/** Of every room, by its number. */
export const allRosterCallbacks = (documents: Documents): ReturnType<typeof rosterCallbacks.all> =>
  rosterCallbacks.all(documents);

/** The events that are told to an enterprise as a whole, in the order in which lists have them. */
export const enterpriseEvents: readonly string[] = events.enterprise;

/** The events that are told of one room. */
export const roomEvents: readonly string[] = events.room;
