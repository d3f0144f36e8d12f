import events from '../../../../contracts/xylink/callbacks/events.json' with { type: 'json' };
import { type Change, collection, type Documents, type DocumentReader } from '../../../core/state/documents.js';

/** A receiver of an enterprise's event. */
export interface Handler {
  readonly url: string;
  /** `v2` wraps the data of its callbacks. */
  readonly version?: string | undefined;
  /** The tag of the rooms whose events it receives. Default: rooms without a handler for their tag. */
  readonly businessTag?: string | undefined;
}

/** The registered receivers of an enterprise's event, each with another tag. */
export interface Callback {
  readonly enterprise: string;
  readonly event: string;
  /** Never empty. */
  readonly handlers: readonly Handler[];
}

/** The registered receiver of a room's event; a room has at most one. */
export interface RosterCallback {
  readonly enterprise: string;
  readonly event: string;
  readonly url: string;
}

/** The numbers of an enterprise's rooms that have a callback. */
interface RoomsWithCallback {
  readonly numbers: readonly string[];
}

const callbacks = collection<Callback>('xylink/callback');
const rosterCallbacks = collection<RosterCallback>('xylink/roster-callback');
/** By enterprise: checks can read by key only, but lists need all rooms. */
const roomLists = collection<RoomsWithCallback>('xylink/rooms-with-callback');

const keyOf = (enterprise: string, event: string): string => `${enterprise}/${event}`;

/** The receiver for exactly this tag, or for none; undefined if none is registered. */
export const handlerWithTag = (callback: Callback | undefined, tag: string | undefined): Handler | undefined =>
  callback?.handlers.find(({ businessTag }) => businessTag === tag);

/** The receiver of an event in a room with this tag: the one for the tag, else the one without a tag. */
export const handlerForRoom = (callback: Callback | undefined, tag: string | undefined): Handler | undefined =>
  handlerWithTag(callback, tag) ?? handlerWithTag(callback, undefined);

/** Adds a receiver to those of an event, in the place of the one with the same tag. */
export function putHandler(documents: DocumentReader, enterprise: string, event: string, handler: Handler): Change {
  const { handlers = [] } = callbackFor(documents, enterprise, event) ?? {};
  const isReplaced = handlers.some(({ businessTag }) => businessTag === handler.businessTag);
  const changed = handlers.map((each) => (each.businessTag === handler.businessTag ? handler : each));
  return putCallback({ enterprise, event, handlers: isReplaced ? changed : [...handlers, handler] });
}

/** The receivers of an enterprise's event; undefined if none is registered. */
export const callbackFor = (documents: DocumentReader, enterprise: string, event: string): Callback | undefined =>
  callbacks.read(documents, keyOf(enterprise, event));

/** Documents for all receivers of an event. */
export const putCallback = (callback: Callback): Change =>
  callbacks.put(keyOf(callback.enterprise, callback.event), callback);

export const removeCallbackFor = (enterprise: string, event: string): Change =>
  callbacks.remove(keyOf(enterprise, event));

/** The callbacks of all enterprises. */
export const allCallbacks = (documents: Documents): ReturnType<typeof callbacks.all> => callbacks.all(documents);

/** The callback of a room; undefined if none is registered. */
export const rosterCallbackFor = (documents: DocumentReader, number: string): RosterCallback | undefined =>
  rosterCallbacks.read(documents, number);

/** The rooms of an enterprise that have a callback, by number. */
export const roomsWithCallback = (documents: DocumentReader, enterprise: string): readonly string[] =>
  roomLists.read(documents, enterprise)?.numbers ?? [];

export function putRosterCallback(
  documents: DocumentReader,
  number: string,
  callback: RosterCallback,
): readonly Change[] {
  const { enterprise } = callback;
  const numbers = new Set([...roomsWithCallback(documents, enterprise), number]);
  return [rosterCallbacks.put(number, callback), roomLists.put(enterprise, { numbers: [...numbers].toSorted() })];
}

export function removeRosterCallbackFor(
  documents: DocumentReader,
  number: string,
  enterprise: string,
): readonly Change[] {
  const numbers = roomsWithCallback(documents, enterprise).filter((each) => each !== number);
  return [rosterCallbacks.remove(number), roomLists.put(enterprise, { numbers })];
}

/** Documents for the callbacks of all rooms of a world, by room number. */
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
    ...Array.from(numbers, ([enterprise, each]) => roomLists.put(enterprise, { numbers: each.toSorted() })),
  ];
}

/** The callbacks of all rooms, by room number. */
export const allRosterCallbacks = (documents: Documents): ReturnType<typeof rosterCallbacks.all> =>
  rosterCallbacks.all(documents);

/** The events of an enterprise as a whole, in the order of lists. */
export const enterpriseEvents: readonly string[] = events.enterprise;

/** The events of a room. */
export const roomEvents: readonly string[] = events.room;
