import type { JsonObject } from './json.js';
import type { Entity, Session, Situation, Target } from './target.js';

type Cast = Readonly<Record<string, Entity>>;

/** A running simulator behind a URL: each case gets a space of its own, set up through the control API. */
export function overHttp(url: string, spaceNames: () => string): Target {
  return {
    name: `the simulator at ${url}`,
    origin: 'simulator',
    keepsState: false,
    controls: ['world', 'clock', 'readings', 'caller'],
    async begin(situation) {
      const space = spaceNames();
      const baseUrl = `${url}/~${space}`;
      const control = controlOf(`${baseUrl}/_simulator`);
      await setUp(control, situation);
      const clock = await control('GET', 'clock');
      let now = Date.parse(String(clock['now']));
      const session: Session = {
        urlOf: (host) => `${baseUrl}/${host}`,
        cast: (await control('GET', 'cast'))[situation.provider] as Cast,
        now: () => now,
        async advance(byMs) {
          await control('POST', 'clock/advance', { by: `PT${byMs / 1000}S` });
          now += byMs;
        },
        fetch: calling(situation.caller),
        async end() {
          await fetch(`${url}/_simulator/spaces/${space}`, { method: 'DELETE' });
        },
      };
      return session;
    },
  };
}

type Control = (method: string, path: string, body?: object) => Promise<JsonObject>;

function controlOf(url: string): Control {
  return async (method, path, body) => {
    const reply = await fetch(`${url}/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path} was answered ${reply.status}: ${text}`);
    return JSON.parse(text) as JsonObject;
  };
}

async function setUp(control: Control, { provider, now, readings, world }: Situation): Promise<void> {
  const cast = (await control('GET', 'cast'))[provider] as Cast;
  const instant = now === undefined ? {} : { now: new Date(now).toISOString() };
  await control('PUT', 'clock', { ...instant, mode: 'frozen' });
  if (Object.keys(readings).length > 0) await control('PATCH', 'readings', { [provider]: readings });
  const patch = world(cast);
  if (patch !== undefined) await control('PATCH', 'world', { [provider]: patch });
}

/** The caller's address is a wish that the simulator grants on loopback. */
function calling(caller: string | undefined): typeof globalThis.fetch {
  if (caller === undefined) return fetch;
  return (input, init) => fetch(input, { ...init, headers: { ...headersIn(init), 'simulator-caller': caller } });
}

const headersIn = (init: RequestInit | undefined): Record<string, string> =>
  (init?.headers ?? {}) as Record<string, string>;
