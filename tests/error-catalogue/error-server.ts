import type { Place, Thrown } from '../../simulator/error-catalogue/rows.js';
import type { Prepared, RawReply } from '../../client/index.js';
import { createSimulator } from '../../simulator/index.js';
import { withoutDelay } from '../http/without-delay.js';
import { type ErrorsCaller, callerOf } from './callers.js';

/** A simulator that listens and delays no reply, whether faults are on or not. */
export interface ProviderServer {
  readonly url: string;
  /** The time of the clock, which stands still, in ms since the epoch. */
  readonly now: number;
  /** Returns the base URL of an unused space. */
  readonly freshUrl: () => string;
  readonly close: () => Promise<void>;
}

/** Starts a simulator whose clock stands at this instant, ms since the epoch. */
export async function startServer(now: number): Promise<ProviderServer> {
  const simulator = createSimulator({ clock: { now: () => now }, schedule: withoutDelay, log: () => undefined });
  const { url, close } = await simulator.listen(0);
  let spaces = 0;
  const freshUrl = (): string => {
    spaces += 1;
    return `${url}/~error-${spaces}`;
  };
  return { url, now, freshUrl, close: () => close() };
}

/** The operation that a place's command asks for. */
export function operationAt({ provider, flags }: Place): string {
  const operation = provider.signCommand.flags.find(({ name }) => name === 'operation')?.default;
  const usual = operation ?? Object.keys(provider.endpoints)[0] ?? '';
  return typeof flags['operation'] === 'string' ? flags['operation'] : usual;
}

/** Who waits for what never comes should not wait for long. */
const timeoutFor = (thrown: Thrown): number => (thrown.name === 'TimeoutError' ? 20 : 10_000);

/** The included client behind this URL. */
export const callerAt = ({ provider }: Place, baseUrl: string, thrown: Thrown, { now }: ProviderServer): ErrorsCaller =>
  callerOf(provider.name, { baseUrl, now, timeoutMs: timeoutFor(thrown) });

/** What became of a request. */
export interface Outcome {
  /** Undefined when no whole reply came. */
  readonly reply: RawReply | undefined;
  /** What the client threw; undefined when it understood. */
  readonly thrown: unknown;
}

/** Sends a prepared request and lets the client make of the reply what it can. */
export async function outcomeOf({ exchange, understand }: ErrorsCaller, prepared: Prepared): Promise<Outcome> {
  let reply: RawReply | undefined;
  try {
    reply = await exchange(prepared);
    understand(prepared.operation, reply);
    return { reply, thrown: undefined };
  } catch (thrown) {
    return { reply, thrown };
  }
}

/** A reply as rows write it down. */
export const answerIn = ({ status, body }: RawReply): { readonly status: number; readonly body: string } => ({
  status,
  body: new TextDecoder().decode(body),
});
