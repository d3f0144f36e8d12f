import { bothPatches, isJsonObject, mapTexts, mergePatch } from '../../contracts/json.js';
import { instantMs } from '../../contracts/suite/time.js';
import type { CallbackEvent } from '../core/callbacks/event.js';
import type { Transport, WebhookRequest } from '../core/callbacks/transport.js';
import type { AnyReadingOptions } from '../core/pipeline/reading.js';
import type { Provider } from '../core/provider.js';
import type { IncomingRequest } from '../core/requests/incoming-request.js';
import { checkedWorld } from '../core/state/world-check.js';
import { contentType } from '../http/callbacks/delivery.js';
import type { Space } from '../core/state/space.js';
import { createSimulator, type Simulator } from '../simulator.js';
import { judge } from '../platform/judge.js';
import { seededRandom } from '../platform/seeded-random.js';
import type { Probe, ProbeSet } from './probe.js';

/** An event as a provider sends it. */
export interface SentEvent {
  readonly event: string;
  readonly webhook: WebhookRequest;
}

/** A meeting to run, and the receiver of its callbacks. */
interface MeetingRun {
  readonly provider: Provider;
  readonly set: ProbeSet;
  readonly probe: Pick<Probe, 'world' | 'readings'>;
  /** The readings of the run; those of the probe take precedence. */
  readonly readings: AnyReadingOptions;
  readonly receiver: string;
  /** The events to send. */
  readonly events: readonly string[];
  readonly seed: string;
  /** Unique for each meeting; ids derive from it and the seed. */
  readonly number: number;
}

/** The start of every meeting: noon at +08:00. */
const noon = instantMs('2026-11-21T12:00:00+08:00');

/** Accepts everything, and sends nothing. */
const acceptAll: Transport = () =>
  Promise.resolve({
    outcome: 'answered',
    reply: { status: 200, contentType: 'text/plain', body: new TextEncoder().encode('ok') },
  });

/**
 * The callbacks of a meeting, from a simulator in this process. They are not sent.
 *
 * Events that are due later are taken from the queue: advancing the clock would first deliver them all.
 */
export async function eventsOfMeeting(meeting: MeetingRun): Promise<readonly SentEvent[]> {
  const { provider, set, probe, seed, receiver, events } = meeting;
  const simulator = createSimulator({ clock: { now: () => noon }, seed, callbacks: { transport: acceptAll } });
  const space = simulator.spaces.getOrCreate(undefined);
  const sent: CallbackEvent[] = [];
  space.attempts.onRecord(({ queued: { event } }) => {
    sent.push(event);
  });
  space.clock.set(noon, 'frozen');
  space.setReadings(provider, { ...meeting.readings, ...probe.readings });
  layOut(simulator, space, meeting);
  for (const flags of set.asks) {
    const { outcome } = simulator.ask(provider.name, incomingRequest(provider, space, flags));
    if (outcome.source !== 'provider' || outcome.refusedBy !== undefined) {
      throw new Error('a request of the set is refused');
    }
    await simulator.advance(0);
  }
  sent.push(...space.outbox.queuedEvents().map(({ event }) => event));
  return sent.filter(({ type: event, url }) => events.includes(event) && url.startsWith(receiver)).map(sentEvent);
}

const sentEvent = ({ type: event, url, body }: CallbackEvent): SentEvent => ({
  event,
  webhook: { url, headers: { 'Content-Type': contentType }, body: body() },
});

function layOut({ providers }: Simulator, space: Space, meeting: MeetingRun): void {
  const { provider, set, probe, receiver } = meeting;
  const patch = fillTemplate(bothPatches(set.world, probe.world), { ...idsOf(meeting), receiver });
  const laidOut = checkedWorld(mergePatch(space.world(), { [provider.name]: patch }), providers, judge);
  if (!laidOut.ok) throw new Error(`the set's world is invalid: ${JSON.stringify(laidOut.problems)}`);
  space.replaceWorld(laidOut.world, false);
}

/** An id does not begin with 0, since providers give no such ids. */
function idsOf({ set: { ids }, seed, number }: MeetingRun): Readonly<Record<string, string>> {
  const random = seededRandom(seed, number);
  return Object.fromEntries(
    Object.entries(ids).map(([name, digits]) => [
      name,
      `${random.below(`probe, ${name}`, 9) + 1}${random.digits(`probe, ${name}`, digits - 1)}`,
    ]),
  );
}

/** A request as `understudy sign` signs it. */
function incomingRequest(
  { name, signCommand }: Provider,
  space: Space,
  flags: Readonly<Record<string, string>>,
): IncomingRequest {
  const defaults = Object.fromEntries(signCommand.flags.map((flag) => [flag.name, flag.default]));
  const cast = (role: string): Readonly<Record<string, unknown>> | undefined =>
    space.cast()[name]?.[role] as Readonly<Record<string, unknown>> | undefined;
  const signed = signCommand.sign({ flags: { ...defaults, ...flags }, cast, now: space.clock.now() });
  if (typeof signed === 'string') throw new Error(`a request of the set cannot be signed: ${signed}`);
  const { method, host, target, headers, body } = signed;
  return {
    method,
    host,
    targetAsSent: target,
    targetForProvider: target,
    rawHeaders: Object.entries(headers).flat(),
    body: new TextEncoder().encode(body),
    clientIp: '127.0.0.1',
  };
}

/** Key that repeats an array member; its value is the count. */
const each = '<each>';

/** The first id of a repeated member. */
const firstId = 101_000_000;

/**
 * Fills the `<names>` of a template with these values.
 *
 * In an array, an object with `<each>` is repeated, with its number in place of `<n>` (seven digits); the text `<id>`
 * becomes a number.
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
