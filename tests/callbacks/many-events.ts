import { expect } from '@jest/globals';
import type { Transport, Simulator } from '../../simulator/index.js';
import { openSimulator } from '../scenarios/scenario-server.js';
import { incomingRequest } from '../support/incoming-request.js';
import { hour, noon, prepare } from '../ytx/caller.js';
import { account, withCallback, withCallbackId } from '../ytx/meeting-events.js';
import { type SpaceClient, clientAt, wholeTimeline } from './callback-server.js';
import { openReceiver } from './receiver.js';

/** A receiver of many callbacks: it keeps their marks only (`3.1`: the third event, its first attempt). */
interface Receiver {
  readonly url: string;
  readonly marks: () => readonly string[];
  /** Resolves once so many have come. */
  readonly when: (count: number) => Promise<void>;
}

/** How callbacks travel: what carries them, and who takes them. */
export interface Wire {
  readonly transport?: Transport;
  readonly open: () => Promise<Receiver>;
}

/** Callbacks over HTTP, a connection each. */
export const http = (): Wire => ({
  async open() {
    const { url, came, when } = await openReceiver();
    return { url, marks: () => came.map(({ mark = '' }) => mark), when };
  },
});

/** Callbacks through the port that stands for HTTP: no socket, and an answer in a later turn of the event loop. */
export function inProcess(): Wire {
  const receivers = new Map<string, { readonly marks: string[]; readonly look: Set<() => void> }>();
  return {
    async transport({ url, headers }) {
      await new Promise((resolve) => setImmediate(resolve));
      const receiver = receivers.get(url);
      if (receiver === undefined) return { outcome: 'not-connected', says: `no receiver at ${url}` };
      receiver.marks.push(headers['simulator-callback'] ?? '');
      for (const look of receiver.look) look();
      return { outcome: 'answered', reply: { status: 200, contentType: null, body: new Uint8Array() } };
    },
    open() {
      const [url, marks, look] = [
        `http://receiver-${receivers.size}.example/hook`,
        [] as string[],
        new Set<() => void>(),
      ];
      receivers.set(url, { marks, look });
      const when = (count: number): Promise<void> =>
        new Promise((resolve) => {
          const arrived = (): void => {
            if (marks.length < count) return;
            look.delete(arrived);
            resolve();
          };
          look.add(arrived);
          arrived();
        });
      return Promise.resolve({ url, marks: () => marks, when });
    },
  };
}

/** So many meetings send at least so many events. */
const meetingsFor = (events: number): number => Math.ceil(events / wholeTimeline.length);

/** Starts meetings of these applications in turn, all at once. */
function startMeetings(
  simulator: Simulator,
  { space, name }: SpaceClient,
  { meetings, appids }: { readonly meetings: number; readonly appids: readonly string[] },
): void {
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    const fields = { appid: appids[meeting % appids.length] };
    const { reply } = simulator.ask('ytx', incomingRequest(prepare(space, { ...withCallback, fields })), {
      space: name,
    });
    expect(reply.status).toBe(200);
  }
}

const eventOf = (mark: string): number => Number.parseInt(mark, 10);

/** The events that did not come exactly so often, and those that should not have come at all. */
function oddOnes(receivers: readonly Receiver[], events: number, often: number): readonly number[] {
  const counts = new Map<number, number>();
  for (const id of receivers.flatMap(({ marks }) => marks().map(eventOf))) counts.set(id, (counts.get(id) ?? 0) + 1);
  const expected = Array.from({ length: events }, (_, index) => index + 1);
  const strangers = [...counts.keys()].filter((id) => !(id >= 1 && id <= events));
  return [...expected.filter((id) => counts.get(id) !== often), ...strangers];
}

const options = ({ transport }: Wire): { readonly timeoutMs: number; readonly transport?: Transport } => ({
  timeoutMs: 30_000,
  ...(transport !== undefined && { transport }),
});

/** One receiver, one advance: each event comes exactly once, and what is due together comes in the order of numbers. */
export async function eachOnceInOrder(wire: Wire, events: number): Promise<void> {
  const meetings = meetingsFor(events);
  const receiver = await wire.open();
  const sim = await openSimulator({ callbacks: options(wire) });
  const client = await clientAt(sim, 'many', receiver.url);
  startMeetings(sim.simulator, client, { meetings, appids: [withCallbackId] });
  await client.advance('PT1H');
  expect(oddOnes([receiver], meetings * wholeTimeline.length, 1)).toEqual([]);
  const ids = receiver.marks().map(eventOf);
  expect(ids).toHaveLength(meetings * wholeTimeline.length);
  const dueAtOnce = ids.slice(0, 5 * meetings);
  expect(dueAtOnce).toEqual([...dueAtOnce].sort((a, b) => a - b));
  expect((await client.callbacks()).queued).toEqual([]);
}

/** Four receivers and a clock that runs: each event comes exactly once. */
export async function eachOnceToSeveral(wire: Wire, events: number): Promise<void> {
  const meetings = meetingsFor(events);
  let now = noon;
  const sim = await openSimulator({ clock: { now: () => now }, callbacks: options(wire) });
  const client = await clientAt(sim, 'several');
  const receivers = [await wire.open(), await wire.open(), await wire.open(), await wire.open()];
  const appids = receivers.map((_, index) => `ab0000000000000000000000000001${index}0`);
  const application = { account, environment: 'production' };
  const applications = receivers.map(({ url }, index) => [appids[index], { ...application, callbackUrl: url }]);
  const patched = await client.patch({ applications: Object.fromEntries(applications) as object });
  expect(patched).toMatchObject({ status: 200 });
  await client.control('PUT', '/clock', { mode: 'running' });
  startMeetings(sim.simulator, client, { meetings, appids });
  now += hour;
  await client.control('GET', '/clock');
  const own = (receiver: number): number => Math.ceil((meetings - receiver) / receivers.length);
  await Promise.all(receivers.map(({ when }, index) => when(wholeTimeline.length * own(index))));
  await client.advance('PT1H');
  expect(oddOnes(receivers, meetings * wholeTimeline.length, 1)).toEqual([]);
  expect((await client.callbacks()).queued).toEqual([]);
}

/** One receiver under `callback-duplicate`: each event comes exactly twice, marked as two attempts. */
export async function eachTwice(wire: Wire, events: number): Promise<void> {
  const meetings = meetingsFor(events);
  const receiver = await wire.open();
  const sim = await openSimulator({ callbacks: options(wire) });
  const client = await clientAt(sim, 'twice', receiver.url);
  await client.control('PUT', '/scenarios/callback-duplicate', {});
  startMeetings(sim.simulator, client, { meetings, appids: [withCallbackId] });
  await client.advance('PT1H');
  expect(oddOnes([receiver], meetings * wholeTimeline.length, 2)).toEqual([]);
  expect(new Set(receiver.marks()).size).toBe(2 * meetings * wholeTimeline.length);
}
