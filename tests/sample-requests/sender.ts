import { createSimulator } from '../../simulator/index.js';

/** A request with the values of its variables. */
export interface ReadyRequest {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The result of one request to a simulator. */
export interface Sent {
  readonly name: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The operation that the simulator recognised, and the check that refused it; undefined outside the providers. */
  readonly operation: string | undefined;
  readonly refusedBy: string | undefined;
}

/** A simulator that listens, whose clock stands, and how to send to it. */
export interface Sender {
  readonly host: string;
  readonly send: (request: ReadyRequest) => Promise<Sent>;
  readonly close: () => Promise<void>;
}

/** The instant of the simulator and of the scripts. */
const instant = Date.parse('2026-11-21T12:00:00+08:00');

/** Opens a simulator on a free port. */
export async function openSender(): Promise<Sender> {
  const simulator = createSimulator({ clock: { now: () => instant }, seed: 'samples' });
  const { port, close } = await simulator.listen(0);
  return {
    host: `http://127.0.0.1:${port}`,
    close,
    async send({ name, method, url, headers, body }) {
      const reply = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
      const text = await reply.text();
      const exchange = simulator.spaces.getOrCreate('default').journal.entries().at(-1)?.exchange;
      const isOfProvider = !url.includes('/_simulator/');
      const outcome = isOfProvider && exchange?.outcome.source === 'provider' ? exchange.outcome : undefined;
      return {
        name,
        status: reply.status,
        text,
        headers: reply.headers,
        operation: outcome?.operation,
        refusedBy: outcome?.refusedBy?.name,
      };
    },
  };
}

/** A text with values in place of its `{{names}}`; a name without a value stays. */
export const withValues = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values.get(name) ?? whole);

/** The clock of a script: it stands at the instant of the simulator. */
export class StandingDate extends Date {
  static override now(): number {
    return instant;
  }
}
