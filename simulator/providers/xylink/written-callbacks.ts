import type { Change, Documents } from '../../core/state/documents.js';
import { allCallbacks, allRosterCallbacks, putAllRosterCallbacks, putCallback } from './callbacks/registrations.js';
import type { WrittenWorld } from './written-world.js';

/** The callbacks of a written world; each room's belongs to the room's enterprise. */
export function* callbacksFrom({ callbacks = {}, rosterCallbacks = {}, rooms = {} }: WrittenWorld): Iterable<Change> {
  for (const [enterprise, told] of Object.entries(callbacks)) {
    for (const [event, url] of Object.entries(told)) yield putCallback({ enterprise, event, url });
  }
  const ofRooms = Object.entries(rosterCallbacks).map(([number, callback]) => {
    return [number, { enterprise: rooms[number]?.enterprise ?? '', ...callback }] as const;
  });
  yield* putAllRosterCallbacks(ofRooms);
}

/** Callbacks as people write them. */
export function writtenCallbacks(documents: Documents): Required<Pick<WrittenWorld, 'callbacks' | 'rosterCallbacks'>> {
  const told = new Map<string, (readonly [event: string, url: string])[]>();
  for (const [, { enterprise, event, url }] of allCallbacks(documents)) {
    told.set(enterprise, [...(told.get(enterprise) ?? []), [event, url]]);
  }
  return {
    callbacks: Object.fromEntries(Array.from(told, ([enterprise, pairs]) => [enterprise, Object.fromEntries(pairs)])),
    rosterCallbacks: Object.fromEntries(
      allRosterCallbacks(documents).map(([number, { event, url }]) => [number, { event, url }]),
    ),
  };
}
