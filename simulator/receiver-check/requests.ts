import { isJsonObject, parsedJson } from '../../contracts/json.js';
import type { WebhookRequest } from '../core/callbacks/transport.js';
import type { AnyReadingOptions } from '../core/pipeline/reading.js';
import { eventsOfMeeting, type SentEvent } from './meeting.js';
import type { Planned } from './plan.js';
import type { InvalidDelivery, Template } from './probe.js';

/** The receiver, and the seed for random values. */
export interface Aim {
  readonly receiver: string;
  readonly seed: string;
  /** Readings by provider; those of a probe take precedence. */
  readonly readings: Readonly<Record<string, AnyReadingOptions>>;
}

/** The maximum number of meetings of a probe; the ids of the next probe continue after them. */
const livesPerProbe = 100;

/** The requests of a probe. It uses meetings of its own, so no other probe sends the same events. */
export async function webhooksFor(planned: Planned, aim: Aim): Promise<readonly SentEvent[]> {
  const { probe, number } = planned;
  const first = number * livesPerProbe;
  const meetings: SentEvent[] = [];
  for (let meeting = 0; meeting < (probe.lives ?? 1); meeting += 1)
    meetings.push(...(await buildRequest(planned, aim, first + meeting)));
  const ordered = probe.order === 'reversed' ? meetings.toReversed() : meetings;
  const { adds } = probe;
  const changed =
    adds === undefined ? ordered : ordered.map((sent) => ({ ...sent, webhook: addParts(sent.webhook, adds) }));
  return changed.flatMap((sent) => Array.from({ length: probe.times ?? 1 }, () => sent));
}

async function buildRequest(
  { provider, set, probe, events }: Planned,
  aim: Aim,
  number: number,
): Promise<readonly SentEvent[]> {
  const { receiver, seed, readings } = aim;
  const meeting = await eventsOfMeeting({
    provider,
    set,
    probe,
    readings: readings[provider.name] ?? {},
    receiver,
    events,
    seed,
    number,
  });
  if (probe.picks === 'every') return meeting;
  const typical = meeting.filter((event) => isTypical(event, set.typical));
  return typical.filter(({ event }, index) => typical.findIndex((sent) => sent.event === event) === index);
}

/** Whether a body has the members of the typical one. */
function isTypical({ event, webhook }: SentEvent, typical: Readonly<Record<string, Template>>): boolean {
  const body = jsonIn(webhook);
  return Object.entries(typical[event] ?? {}).every(([name, value]) => isJsonObject(body) && body[name] === value);
}

const jsonIn = ({ body }: WebhookRequest): unknown => parsedJson(new TextDecoder().decode(body));

const addParts = (webhook: WebhookRequest, adds: Template): WebhookRequest => ({
  ...webhook,
  body: new TextEncoder().encode(JSON.stringify(withMembers(jsonIn(webhook), adds))),
});

function withMembers(value: unknown, adds: Template): unknown {
  if (Array.isArray(value)) return value.map((each) => withMembers(each, adds));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, each]) => [name, withMembers(each, adds)] as const);
  return { ...Object.fromEntries(members), ...adds };
}

/** The same webhook request with another method, type or body. */
export function invalidDelivery({ url, headers, body }: WebhookRequest, instead: InvalidDelivery): WebhookRequest {
  const { method, contentType = headers['Content-Type'] ?? '' } = instead;
  return {
    url,
    headers: method === 'GET' ? {} : { 'Content-Type': contentType },
    body: instead.body === undefined ? body : new TextEncoder().encode(instead.body),
    ...(method !== undefined && { method }),
  };
}
