import { bothPatches, isJsonObject, mapTexts, mergePatch } from '../../contracts/json.js';
import { instantMs } from '../../contracts/suite/time.js';
import type { CallbackEvent } from '../core/callbacks/event.js';
import type { Transport, WebhookRequest } from '../core/callbacks/transport.js';
import type { Provider } from '../core/provider.js';
import type { IncomingRequest } from '../core/requests/incoming-request.js';
import { checkedWorld } from '../core/state/world-check.js';
import { contentType } from '../http/callbacks/delivery.js';
import { createSimulator, type Simulator, type Space } from '../index.js';
import { judge } from '../platform/judge.js';
import { seededRandom } from '../platform/seeded-random.js';
import type { Probe, ProbeSet, Template } from './probe.js';

/** A notice as a provider sends it. */
export interface SentEvent {
  readonly event: string;
  readonly webhook: WebhookRequest;
}

/** Whose life is told, to whom. */
interface MeetingRun {
  readonly provider: Provider;
  readonly set: ProbeSet;
  readonly probe: Pick<Probe, 'world' | 'readings'>;
  /** JSON merge patch onto the set's world, below the probe's own. */
  readonly world: Template;
  readonly receiver: string;
  /** Of these it is told. */
  readonly events: readonly string[];
  readonly seed: string;
  /** No two lives have the same; ids follow from it and the seed. */
  readonly number: number;
}

/** When every life begins: noon at +08:00. */
const noon = instantMs('2026-11-21T12:00:00+08:00');

/** Takes everything, and sends nothing. */
const nobody: Transport = () =>
  Promise.resolve({
    outcome: 'answered',
    reply: { status: 200, contentType: 'text/plain', body: new TextEncoder().encode('ok') },
  });

/**
 * What a simulator in this process tells of a life, in its order. Nothing is sent to anybody.
 *
 * What waits for a later time is taken as it waits: by the hour, all of it would be carried in vain first.
 */
export async function eventsOfMeeting(life: MeetingRun): Promise<readonly SentEvent[]> {
  const { provider, set, probe, seed, receiver, events } = life;
  const simulator = createSimulator({ clock: { now: () => noon }, seed, callbacks: { transport: nobody } });
  const space = simulator.spaces.of(undefined);
  const sent: CallbackEvent[] = [];
  space.attempts.onRecord(({ queued: { event } }) => {
    sent.push(event);
  });
  space.clock.set(noon, 'frozen');
  if (probe.readings !== undefined) space.setReadings(provider, probe.readings);
  layOut(simulator, space, life);
  for (const flags of set.asks) {
    const { outcome } = simulator.ask(provider.name, incomingRequest(provider, space, flags));
    if (outcome.source !== 'provider' || outcome.refusedBy !== undefined) {
      throw new Error('what the set asks for is refused');
    }
    await simulator.advance(0);
  }
  sent.push(...space.outbox.queued().map(({ event }) => event));
  return sent.filter(({ type: event, url }) => events.includes(event) && url.startsWith(receiver)).map(sentEvent);
}

const sentEvent = ({ type: event, url, body }: CallbackEvent): SentEvent => ({
  event,
  webhook: { url, headers: { 'Content-Type': contentType }, body: body() },
});

function layOut({ providers }: Simulator, space: Space, life: MeetingRun): void {
  const { provider, set, probe, world, receiver } = life;
  const patch = fillTemplate(bothPatches(bothPatches(set.world, world), probe.world), { ...idsOf(life), receiver });
  const laidOut = checkedWorld(mergePatch(space.world(), { [provider.name]: patch }), providers, judge);
  if (!laidOut.ok) throw new Error(`the set gives no world: ${JSON.stringify(laidOut.problems)}`);
  space.replaceWorld(laidOut.world, false);
}

/** No id begins with 0, which is no number that a provider would give. */
function idsOf({ set: { ids }, seed, number }: MeetingRun): Readonly<Record<string, string>> {
  const random = seededRandom(seed, number);
  return Object.fromEntries(
    Object.entries(ids).map(([name, digits]) => [
      name,
      `${random.below(`lab, ${name}`, 9) + 1}${random.digits(`lab, ${name}`, digits - 1)}`,
    ]),
  );
}

/** A request as a person would sign it by hand. */
function incomingRequest(
  { name, signCommand }: Provider,
  space: Space,
  wished: Readonly<Record<string, string>>,
): IncomingRequest {
  const defaults = Object.fromEntries(signCommand.flags.map((flag) => [flag.name, flag.default]));
  const cast = (role: string): Readonly<Record<string, unknown>> | undefined =>
    space.cast()[name]?.[role] as Readonly<Record<string, unknown>> | undefined;
  const signed = signCommand.sign({ flags: { ...defaults, ...wished }, cast, now: space.clock.now() });
  if (typeof signed === 'string') throw new Error(`the set asks for what cannot be signed: ${signed}`);
  const { method, host, target, headers, body } = signed;
  return {
    method,
    host,
    targetAsSent: target,
    targetForProvider: target,
    rawHeaders: Object.entries(headers).flat(),
    body: new TextEncoder().encode(body),
    from: '127.0.0.1',
  };
}

/** The member that makes many of one member of an array; its value says how many. */
const each = '<each>';

/** The first id that is given to one of many. */
const firstId = 101_000_000;

/**
 * A template with these words in place of their `<names>`.
 *
 * In an array, an object with `<each>` is written so often, with its number in place of `<n>` (seven digits); a text
 * that is `<id>` becomes a number.
 */
const fillTemplate = (template: unknown, words: Readonly<Record<string, string>>): unknown =>
  mapTexts(multiply(template), (text) => withWords(text, words));

const withWords = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replace(/<(\w+)>/g, (whole, name: string) => (Object.hasOwn(words, name) ? (words[name] ?? whole) : whole));

function multiply(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((one) => (isJsonObject(one) && each in one ? manyOf(one) : [one]));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, multiply(one)]));
}

function manyOf({ [each]: count, ...one }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Array.from({ length: Number(count) }, (_one, index) => numberWords(one, index + 1));
}

function numberWords(one: Readonly<Record<string, unknown>>, number: number): unknown {
  const n = String(number).padStart(7, '0');
  const members = Object.entries(one).map(([name, value]) => [name, value === '<id>' ? firstId + number : value]);
  return mapTexts(Object.fromEntries(members), (text) => withWords(text, { n }));
}
