import meetingStateSchema from '../../contracts/ytx/callbacks/meeting-state/body.schema.json' with { type: 'json' };
import callRecordSchema from '../../contracts/ytx/callbacks/call-record/body.schema.json' with { type: 'json' };
import type { Announcement, Notice } from '../../simulator/core/callbacks/event.js';
import type { Done } from '../../simulator/core/provider.js';
import type { Problem } from '../../simulator/core/state/world.js';
import { arrivalOf } from '../support/arrival-of.js';
import { mergePatch } from '../../contracts/json.js';
import { createSimulator, type SimulatorOptions, type Space, type World } from '../../simulator/index.js';
import { judge } from '../../simulator/platform/judge.js';
import type { Accepted } from '../../simulator/providers/ytx/responses.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { type Call, noon, prepare } from './caller.js';

/** The role whose meetings are told of, on its host. */
export const calledBack = { app: 'app:called-back', host: 'api.ytx.net' } as const;
export const calledBackId = 'ab000000000000000000000000000008';
export const account = 'ac000000000000000000000000000001';

/** A space at noon, whose YTX world is patched and whose readings are chosen. */
export function spaceWith(
  patch: object = {},
  readings: Readonly<Record<string, string>> = {},
  options: SimulatorOptions = {},
): Space {
  const space = createSimulator({ clock: { now: () => noon }, ...options }).spaces.of('told');
  patchWorld(space, patch);
  space.setReadings(ytx, readings);
  return space;
}

/** Lays a JSON merge patch over YTX's part of the world. */
export function patchWorld(space: Space, patch: object): void {
  space.replaceWorld(mergePatch(JSON.parse(JSON.stringify(space.world())), { ytx: patch }) as World, true);
}

/** What came of a createMeeting: its reply, what was told, and the text of the reply. */
export interface Outcome {
  readonly announces: Announcement | undefined;
  readonly notices: readonly Notice[];
  readonly reply: string;
}

/** Makes a createMeeting that must be admitted, and commits what it changes. */
export function madeIn(space: Space, call: Call = {}): Outcome {
  const arrival = arrivalOf(prepare(space, { ...calledBack, ...call }));
  const [readings, now] = [space.readingsOf(ytx), space.clock.now()];
  const recognition = ytx.recognise(arrival, readings);
  const served = ytx.endpoints['createMeeting'];
  if (!recognition.modelled || served === undefined) throw new Error('this is no createMeeting');
  const limit = (): never => {
    throw new Error('no check of YTX counts requests');
  };
  const arriving = { arrival, now, readings, documents: space.documents, route: recognition.route, limit };
  const journey = served.after.run(arriving);
  if (!journey.passed) throw new Error(`refused by ${journey.refusedBy.name}`);
  const tools = { random: space.randomFor(space.nextExchange()), next: space.nextNumber };
  const { changes, result, announces } = served.does(journey.known as never, tools) as Done<Accepted>;
  space.documents.commit(changes);
  const reply = Buffer.from(ytx.accepting(result as never, arriving, tools).body).toString('utf8');
  return { announces, notices: announces?.notices ?? [], reply };
}

/** The notices that a world has yet to tell, by the space's clock. */
export const scheduledIn = (space: Space): readonly Notice[] =>
  ytx.callbacks?.scheduled(space.documents, space.clock.now(), space.readingsOf(ytx)) ?? [];

export const textOf = ({ body }: Notice): string => Buffer.from(body()).toString('utf8');

type Json = Readonly<Record<string, unknown>>;

export const bodyOf = (notice: Notice): Json => JSON.parse(textOf(notice)) as Json;

/** The bodies of the states among the notices, in their order. */
export const statesIn = (notices: readonly Notice[]): readonly Json[] =>
  notices.filter(({ event }) => event === 'meetingState').map(bodyOf);

/** The records of the parties; there is one notice of them, or none. */
export const recordsIn = (notices: readonly Notice[]): readonly Json[] =>
  notices.filter(({ event }) => event === 'callRecord').flatMap((notice) => bodyOf(notice)['cdr'] as Json[]);

const schemas: Readonly<Record<string, object>> = { meetingState: meetingStateSchema, callRecord: callRecordSchema };

/** What is wrong with a notice's body by its contract. */
export const problemsWith = (notice: Notice): readonly Problem[] =>
  judge(schemas[notice.event] ?? { not: {} }, bodyOf(notice));

/** The parties of a call, called by their phones. */
export const parties = (...phones: readonly string[]): string =>
  JSON.stringify(phones.map((phone) => ({ name: `at ${phone}`, phone })));
