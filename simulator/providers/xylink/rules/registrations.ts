import { lookup, rule } from '../../../core/pipeline/check.js';
import {
  type Callback,
  callbackFor,
  handlerWithTag,
  type RosterCallback,
  rosterCallbackFor,
} from '../callbacks/registrations.js';
import { assumed, refusals } from '../evidence.js';
import type { Enterprise, Room, XylinkContext } from '../model.js';
import type { HandlerOptions } from './handlers.js';

type OfAnEvent = XylinkContext & {
  readonly enterprise: Enterprise;
  readonly event: string;
  /** Missing for a request without a body. */
  readonly options?: HandlerOptions;
};
type InRoom = XylinkContext & { readonly room: Room };

const refusal = refusals.parameterInvalid;
const noSecond = [assumed('The effect of a second registration is unknown: see the reading.')];
const noneThere = [
  assumed('The reply without a registration is unknown.'),
  assumed('A change means the handler with the tag of its body; a removal means all handlers of the event.'),
];

/** The registrations of the event, if one of them has the tag of the body; without a body, any. */
function findRegistration({ documents, enterprise, event, options }: OfAnEvent): Callback | undefined {
  const found = callbackFor(documents, enterprise.enterpriseId, event);
  return options === undefined || handlerWithTag(found, options.businessTag) !== undefined ? found : undefined;
}

const urlsOf = (callback: Callback | undefined): string =>
  callback === undefined ? 'none' : callback.handlers.map(({ url }) => url).join(', ');

const ofTheRoom = ({ documents, room }: InRoom): RosterCallback | undefined =>
  rosterCallbackFor(documents, room.number);

export const callbackIsNew = rule({
  name: 'xylink/callback-is-new',
  scenario: 'callback-registered-already',
  refusal,
  evidence: noSecond,
  readings: ['secondRegistration'],
  details: (known: OfAnEvent) => ({ expected: 'no handler yet', received: urlsOf(findRegistration(known)) }),
  test: (known: OfAnEvent) => findRegistration(known) === undefined || known.readings.secondRegistration === 'replaces',
});

export const callbackIsRegistered = lookup({
  name: 'xylink/callback-is-registered',
  scenario: 'callback-not-registered',
  provides: 'callback',
  refusal,
  evidence: noneThere,
  details: (known: OfAnEvent) => ({
    expected: `a handler of ${known.event}`,
    received: urlsOf(findRegistration(known)),
  }),
  resolve: findRegistration,
});

export const rosterCallbackIsNew = rule({
  name: 'xylink/roster-callback-is-new',
  scenario: 'roster-callback-registered-already',
  refusal,
  evidence: noSecond,
  readings: ['secondRegistration'],
  details: (known: InRoom) => ({ expected: 'no handler yet', received: ofTheRoom(known)?.url ?? 'none' }),
  test: (known: InRoom) => ofTheRoom(known) === undefined || known.readings.secondRegistration === 'replaces',
});

export const rosterCallbackIsRegistered = rule({
  name: 'xylink/roster-callback-is-registered',
  scenario: 'roster-callback-not-registered',
  refusal,
  evidence: noneThere,
  details: (known: InRoom) => ({ expected: 'a handler of the room', received: ofTheRoom(known)?.url ?? 'none' }),
  test: (known: InRoom) => ofTheRoom(known) !== undefined,
});
