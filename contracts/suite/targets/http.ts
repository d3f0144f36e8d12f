import type { JsonObject } from '../../json.js';
import { withInventedRoles } from '../role-binding.js';
import { TargetError } from '../target-error.js';
import type { Entity, Session, Situation, Target } from '../target.js';

type Cast = Readonly<Record<string, Entity>>;

/** The options of overHttp. */
export interface OverHttpOptions {
  /** The token for the simulator's control API. Default: no token. */
  readonly controlToken?: string | undefined;
  /** The timeout of a request, in ms. Default: the client's own. */
  readonly timeoutMs?: number | undefined;
}

/**
 * A running simulator behind a URL (no slash at its end): each case gets a space of its own, set up through the control
 * API. The names of spaces must be new to that simulator.
 */
export function overHttp(url: string, spaceNames: () => string, options: OverHttpOptions = {}): Target {
  const { controlToken, timeoutMs } = options;
  return {
    name: `the simulator at ${url}`,
    origin: 'simulator',
    keepsState: false,
    controls: ['world', 'clock', 'readings', 'caller', 'callbacks'],
    async begin(situation) {
      const space = spaceNames();
      const baseUrl = `${url}/~${space}`;
      const end = async (): Promise<void> => {
        // A failure does not matter: the simulator evicts an unused space later.
        await fetch(`${url}/_simulator/spaces/${space}`, { method: 'DELETE', headers: bearing(controlToken) }).catch(
          () => undefined,
        );
      };
      const control = controlOf(`${baseUrl}/_simulator`, controlToken);
      try {
        return { ...(await sessionIn(baseUrl, situation, control)), timeoutMs, end };
      } catch (error) {
        await end();
        throw error;
      }
    },
  };
}

async function sessionIn(baseUrl: string, situation: Situation, control: Control): Promise<Omit<Session, 'end'>> {
  const { cast, begins } = await setUp(control, situation);
  let now = begins;
  return {
    urlOf: (host) => `${baseUrl}/${host}`,
    cast,
    now: () => now,
    async advance(byMs) {
      await control('POST', 'clock/advance', { by: `PT${byMs / 1000}S` });
      now += byMs;
    },
    async callbacks() {
      await control('POST', 'clock/advance', { by: 'PT0S' });
      const { attempts } = (await control('GET', 'callbacks')) as unknown as {
        readonly attempts: readonly ShownAttempt[];
      };
      return attempts.map(({ event, url, request: { body } }) => ({ event, url, body }));
    },
    fetch: calling(situation.caller),
  };
}

/** A delivery attempt in the control API. */
interface ShownAttempt {
  readonly event: string;
  readonly url: string;
  readonly request: { readonly body: string };
}

type Control = (method: string, path: string, body?: object) => Promise<JsonObject>;

/** The timeout of the control API, in ms. */
const controlTimeoutMs = 10_000;

function controlOf(url: string, token: string | undefined): Control {
  return async (method, path, body) => {
    const asked = `${method} ${path}`;
    const { ok, status, text } = await answerTo(`${url}/${path}`, {
      method,
      headers: bearing(token),
      signal: AbortSignal.timeout(controlTimeoutMs),
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new TargetError(`the simulator did not answer ${asked}`);
    });
    if (status >= 500) throw new TargetError(`${asked} was answered ${status}`);
    if (!ok) throw new Error(`${asked} was answered ${status}: ${text}`);
    return JSON.parse(text) as JsonObject;
  };
}

async function answerTo(
  url: string,
  request: RequestInit,
): Promise<{ readonly ok: boolean; readonly status: number; readonly text: string }> {
  const reply = await fetch(url, request);
  return { ok: reply.ok, status: reply.status, text: await reply.text() };
}

const bearing = (token: string | undefined): Readonly<Record<string, string>> =>
  token === undefined ? {} : { Authorization: `Bearer ${token}` };

/** Sets the situation up; returns its cast, and the instant of its frozen clock, ms since the epoch. */
async function setUp(
  control: Control,
  { provider, now, readings, world }: Situation,
): Promise<{ readonly cast: Cast; readonly begins: number }> {
  const castNow = async (): Promise<Cast> =>
    withInventedRoles(provider, (await control('GET', 'cast'))[provider] as Cast);
  const cast = await castNow();
  const instant = now === undefined ? {} : { now: new Date(now).toISOString() };
  const clock = await control('PUT', 'clock', { ...instant, mode: 'frozen' });
  const begins = Date.parse(String(clock['now']));
  if (Object.keys(readings).length > 0) await control('PATCH', 'readings', { [provider]: readings });
  const patch = world(cast);
  if (patch === undefined) return { cast, begins };
  await control('PATCH', 'world', { [provider]: patch });
  // Read the cast again, since the patch may have changed its entities.
  return { cast: await castNow(), begins };
}

/** On loopback, the simulator reads the caller's address from a header. */
function calling(caller: string | undefined): typeof globalThis.fetch {
  if (caller === undefined) return fetch;
  return (input, init) => fetch(input, { ...init, headers: { ...headersIn(init), 'simulator-caller': caller } });
}

const headersIn = (init: RequestInit | undefined): Record<string, string> =>
  (init?.headers ?? {}) as Record<string, string>;
