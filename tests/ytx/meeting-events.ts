import meetingStateSchema from '../../contracts/ytx/callbacks/meeting-state/body.schema.json' with { type: 'json' };
import callRecordSchema from '../../contracts/ytx/callbacks/call-record/body.schema.json' with { type: 'json' };
import type { EmittedEvents, CallbackEvent } from '../../simulator/core/callbacks/event.js';
import type { OperationResult } from '../../simulator/core/provider.js';
import type { Problem } from '../../simulator/core/state/world.js';
import { incomingRequest } from '../support/incoming-request.js';
import { mergePatch } from '../../contracts/json.js';
import { createSimulator, type SimulatorOptions, type Space, type World } from '../../simulator/index.js';
import { judge } from '../../simulator/platform/judge.js';
import type { SuccessContent } from '../../simulator/providers/ytx/responses.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { type Call, noon, prepare } from './caller.js';

/** The role whose meetings send callbacks, and its host. */
export const withCallback = { app: 'app:with-callback', host: 'api.ytx.net' } as const;
export const withCallbackId = 'ab000000000000000000000000000008';
export const account = 'ac000000000000000000000000000001';

/** A space at noon, whose YTX world is patched and whose readings are chosen. */
export function spaceWith(
  patch: object = {},
  readings: Readonly<Record<string, string>> = {},
  options: SimulatorOptions = {},
): Space {
  const space = createSimulator({ clock: { now: () => noon }, ...options }).spaces.getOrCreate('events');
  patchWorld(space, patch);
  space.setReadings(ytx, readings);
  return space;
}

/** Lays a JSON merge patch over YTX's part of the world. */
export function patchWorld(space: Space, patch: object): void {
  space.replaceWorld(mergePatch(JSON.parse(JSON.stringify(space.world())), { ytx: patch }) as World, true);
}

/** The outcome of a createMeeting: its emitted events, and the text of its reply. */
export interface Outcome {
  readonly emits: EmittedEvents | undefined;
  readonly events: readonly CallbackEvent[];
  readonly reply: string;
}

/** Runs a createMeeting that must be accepted, and commits its changes. */
export function madeIn(space: Space, call: Call = {}): Outcome {
  const request = incomingRequest(prepare(space, { ...withCallback, ...call }));
  const [readings, now] = [space.readingsOf(ytx), space.clock.now()];
  const routed = ytx.findRoute(request, readings);
  const served = ytx.endpoints['createMeeting'];
  if (!routed.modelled || served === undefined) throw new Error('the request is not a createMeeting');
  const limit = (): never => {
    throw new Error('no check of YTX counts requests');
  };
  const context = { request, now, readings, documents: space.documents, route: routed.route, limit, probe: undefined };
  const checked = served.checks.run(context);
  if (!checked.passed) throw new Error(`refused by ${checked.refusedBy.name}`);
  const generators = { random: space.randomFor(space.nextExchange()), next: space.nextNumber };
  const { changes, result, emits } = served.handle(
    checked.known as never,
    generators,
  ) as OperationResult<SuccessContent>;
  space.documents.commit(changes);
  const reply = Buffer.from(ytx.successReply(result as never, context, generators).body).toString('utf8');
  return { emits, events: emits?.events ?? [], reply };
}

/** The events that the world of a space will send, by the space's clock. */
export const scheduledIn = (space: Space): readonly CallbackEvent[] =>
  ytx.callbacks?.scheduledEvents(space.documents, space.clock.now(), space.readingsOf(ytx)) ?? [];

export const textOf = ({ body }: CallbackEvent): string => Buffer.from(body()).toString('utf8');

type Json = Readonly<Record<string, unknown>>;

export const bodyOf = (event: CallbackEvent): Json => JSON.parse(textOf(event)) as Json;

/** The bodies of the `meetingState` events, in order. */
export const statesIn = (events: readonly CallbackEvent[]): readonly Json[] =>
  events.filter(({ type: event }) => event === 'meetingState').map(bodyOf);

/** The call records of the parties; one event has all of them. */
export const recordsIn = (events: readonly CallbackEvent[]): readonly Json[] =>
  events.filter(({ type: event }) => event === 'callRecord').flatMap((event) => bodyOf(event)['cdr'] as Json[]);

const schemas: Readonly<Record<string, object>> = { meetingState: meetingStateSchema, callRecord: callRecordSchema };

/** The problems of an event's body by its contract. */
export const problemsWith = (event: CallbackEvent): readonly Problem[] =>
  judge(schemas[event.type] ?? { not: {} }, bodyOf(event));

/** The `parties` of these phones. */
export const parties = (...phones: readonly string[]): string =>
  JSON.stringify(phones.map((phone) => ({ name: `at ${phone}`, phone })));
