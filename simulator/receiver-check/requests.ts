import { isJsonObject, parsedJson } from '../../contracts/json.js';
import type { WebhookRequest } from '../core/callbacks/transport.js';
import { eventsOfMeeting, type SentEvent } from './meeting.js';
import type { Planned } from './plan.js';
import type { Instead, Template } from './probe.js';

/** To whom, and from what chance follows. */
export interface Aim {
  readonly receiver: string;
  readonly seed: string;
  /** JSON merge patches by provider, onto the worlds of their sets. */
  readonly worlds: Readonly<Record<string, Template>>;
}

/** So many lives a probe has at most; the next probe's ids go on after them. */
const livesPerProbe = 100;

/** What a probe sends: lives of its own, so that no notice of it was ever sent by another probe. */
export async function webhooksFor(planned: Planned, aim: Aim): Promise<readonly SentEvent[]> {
  const { probe, number } = planned;
  const first = number * livesPerProbe;
  const lives: SentEvent[] = [];
  for (let life = 0; life < (probe.lives ?? 1); life += 1)
    lives.push(...(await buildRequest(planned, aim, first + life)));
  const ordered = probe.order === 'reversed' ? lives.toReversed() : lives;
  const { adds } = probe;
  const changed =
    adds === undefined ? ordered : ordered.map((told) => ({ ...told, webhook: addParts(told.webhook, adds) }));
  return changed.flatMap((told) => Array.from({ length: probe.times ?? 1 }, () => told));
}

async function buildRequest(
  { provider, set, probe, events }: Planned,
  aim: Aim,
  number: number,
): Promise<readonly SentEvent[]> {
  const { receiver, seed, worlds } = aim;
  const life = await eventsOfMeeting({
    provider,
    set,
    probe,
    world: worlds[provider.name] ?? {},
    receiver,
    events,
    seed,
    number,
  });
  if (probe.picks === 'every') return life;
  const typical = life.filter((told) => isTypical(told, set.typical));
  return typical.filter(({ event }, index) => typical.findIndex((told) => told.event === event) === index);
}

/** Whether a body has the members of a typical one. */
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

/** A webhook request with another body. */
export function insteadOf({ url, headers, body }: WebhookRequest, instead: Instead): WebhookRequest {
  const { method, contentType = headers['Content-Type'] ?? '' } = instead;
  return {
    url,
    headers: method === 'GET' ? {} : { 'Content-Type': contentType },
    body: instead.body === undefined ? body : new TextEncoder().encode(instead.body),
    ...(method !== undefined && { method }),
  };
}
