import { lookup, rule } from '../../../core/pipeline/check.js';
import { type Callback, callbackFor, type RosterCallback, rosterCallbackFor } from '../callbacks/registrations.js';
import { assumed, invalidParameter, refusals } from '../evidence.js';
import type { Enterprise, Room, XylinkArriving } from '../model.js';

type OfAnEvent = XylinkArriving & { readonly enterprise: Enterprise; readonly event: string };
type InRoom = XylinkArriving & { readonly room: Room };

const refusal = refusals.parameterInvalid;
const noSecond = [invalidParameter, assumed('What a second registration does is not known: see the reading.')];
const noneThere = [invalidParameter, assumed('What is answered where nothing is registered is not known.')];

const registered = ({ documents, enterprise, event }: OfAnEvent): Callback | undefined =>
  callbackFor(documents, enterprise.enterpriseId, event);
const ofTheRoom = ({ documents, room }: InRoom): RosterCallback | undefined =>
  rosterCallbackFor(documents, room.number);

export const callbackIsNew = rule({
  name: 'xylink/callback-is-new',
  failsAs: 'callback-registered-already',
  refusal,
  because: noSecond,
  readings: ['secondRegistration'],
  shows: (known: OfAnEvent) => ({ expected: 'no handler yet', received: registered(known)?.url ?? 'none' }),
  holds: (known: OfAnEvent) => registered(known) === undefined || known.readings.secondRegistration === 'replaces',
});

export const callbackIsRegistered = lookup({
  name: 'xylink/callback-is-registered',
  failsAs: 'callback-not-registered',
  learns: 'callback',
  refusal,
  because: noneThere,
  shows: (known: OfAnEvent) => ({
    expected: `a handler of ${known.event}`,
    received: registered(known)?.url ?? 'none',
  }),
  find: registered,
});

export const rosterCallbackIsNew = rule({
  name: 'xylink/roster-callback-is-new',
  failsAs: 'roster-callback-registered-already',
  refusal,
  because: noSecond,
  readings: ['secondRegistration'],
  shows: (known: InRoom) => ({ expected: 'no handler yet', received: ofTheRoom(known)?.url ?? 'none' }),
  holds: (known: InRoom) => ofTheRoom(known) === undefined || known.readings.secondRegistration === 'replaces',
});

export const rosterCallbackIsRegistered = rule({
  name: 'xylink/roster-callback-is-registered',
  failsAs: 'roster-callback-not-registered',
  refusal,
  because: noneThere,
  shows: (known: InRoom) => ({ expected: 'a handler of the room', received: ofTheRoom(known)?.url ?? 'none' }),
  holds: (known: InRoom) => ofTheRoom(known) !== undefined,
});
