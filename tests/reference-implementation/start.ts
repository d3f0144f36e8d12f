import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** What is changed about a provider: a refusal's code or text, the type of a field of a success, its checks. */
export type Plant =
  | {
      readonly kind: 'code' | 'text';
      readonly check: string;
      readonly code?: string;
      readonly text?: string;
      /** Another HTTP status. */
      readonly status?: number;
    }
  | {
      readonly kind: 'type';
      readonly operation: string;
      /** `statusMsg.meid`; `*` stands for every member: `*.memberList.*.id`. */
      readonly field: string;
      readonly to: 'number' | 'string' | 'boolean' | 'array' | 'null' | 'absent';
    }
  | { readonly kind: 'missing'; readonly check: string }
  | { readonly kind: 'swapped'; readonly checks: readonly [string, string] };

/** How the reference implementation behaves. Default: as the contracts say. */
export interface Configuration {
  /** The instant at which its clock stands still, ISO 8601. Default: the clock runs. */
  readonly now?: string;
  /** By provider, in the form of `fixtures/<provider>/world.json`, which is the default. Resets all state. */
  readonly world?: Readonly<Record<string, object>>;
  /** By provider and name. */
  readonly readings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly plant?: readonly Plant[];
  /** Requests accepted a second for each provider; more are refused as too frequent. */
  readonly limit?: number;
  /**
   * After `after` requests, all requests or only `times` of them fail by `502`, `reset` or `hang`, and nothing is
   * done; by `slow:250` they are done, and answered 250 ms late.
   */
  readonly break?: { readonly after: number; readonly how: string; readonly times?: number };
  /** With k, every k-th request is answered with an internal error, and nothing is done. */
  readonly flaky?: number;
}

/** A booking that is not cancelled and has not started. */
export interface Booking {
  readonly account: string;
  readonly appid: string;
  readonly meid: string;
  readonly name: string;
  /** ms since the epoch. */
  readonly startsAt: number;
}

/** What the reference implementation has of the contracts. */
export interface StandInScope {
  /** Names of operations, by provider. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** Names of checks, of both providers. */
  readonly checks: readonly string[];
}

/** A request as it came. It holds no credential: what signs stands in the query and in headers. */
export interface Asked {
  /** By the real clock, ms since the epoch, with fractions. */
  readonly at: number;
  readonly provider: string;
  readonly method: string;
  readonly path: string;
  /** Undefined where it was limited or broken, or is no operation. */
  readonly operation?: string;
  readonly status?: number;
}

/** A reference implementation that is running, in a process of its own. */
export interface ReferenceImplementation {
  /** Where both providers are asked; `/api.ytx.net` behind it is YTX's production. */
  readonly url: string;
  /** Where it is looked into. */
  readonly admin: string;
  known(): Promise<StandInScope>;
  bookings(): Promise<readonly Booking[]>;
  log(): Promise<readonly Asked[]>;
  /** Behaves so from now on, and in all that is not said as it was started. Faults count anew; what was booked stays. */
  configure(configuration: Configuration): Promise<void>;
  /** Forgets all that was booked, done and asked; settings stay. */
  reset(): Promise<void>;
  /** Resolves when its process has ended. */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('main.mjs', import.meta.url));

/** Starts a reference implementation, and resolves when it listens. It also ends when this process does. */
export async function startReferenceImplementation(
  configuration: Configuration = {},
): Promise<ReferenceImplementation> {
  // It ends when this pipe to its input closes, however this process comes to its end.
  const child = spawn(process.execPath, [program, JSON.stringify(configuration)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const { url, admin } = await addressesOf(child);
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const reply = await fetch(`${admin}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const value: unknown = await reply.json();
    if (!reply.ok) throw new Error(`${method} ${path} was answered ${reply.status}: ${JSON.stringify(value)}`);
    return value;
  };
  return {
    url,
    admin,
    known: async () => (await ask('GET', '/__known')) as StandInScope,
    bookings: async () => (await ask('GET', '/__bookings')) as readonly Booking[],
    log: async () => (await ask('GET', '/__log')) as readonly Asked[],
    configure: async (given) => {
      await ask('POST', '/__configure', given);
    },
    reset: async () => {
      await ask('POST', '/__reset');
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function addressesOf({
  stdout,
  stderr,
}: ChildProcess): Promise<{ readonly url: string; readonly admin: string }> {
  if (stdout === null || stderr === null) throw new Error('the reference implementation has no output');
  const complaint = text(stderr);
  for await (const line of createInterface(stdout)) return JSON.parse(line) as { url: string; admin: string };
  throw new Error(`the reference implementation did not start: ${await complaint}`);
}
