import { afterEach } from '@jest/globals';
import type { Server } from 'node:http';
import supertest from 'supertest';
import { createSpace, type Space } from '../../simulator/core/state/space.js';
import { createSpaces, type Spaces } from '../../simulator/core/state/spaces.js';
import { controlListener, controlRouter, type ControlSettings } from '../../simulator/http/control/index.js';
import { listen, type Listening } from '../../simulator/http/lifecycle.js';
import { createHttpServer } from '../../simulator/http/server.js';
import { byteRing, type RingLimits } from '../../simulator/platform/byte-ring.js';
import { documentsInMemory } from '../../simulator/platform/documents-in-memory.js';
import { seededRandom } from '../../simulator/platform/seeded-random.js';
import { dispatcherOf } from '../http/dispatcher-of.js';
import { withoutDelay } from '../http/without-delay.js';
import { toy } from './toy-provider.js';

/** 2026-11-21T12:00:00+08:00, where the machine's clock of these tests stands. */
export const noon = Date.UTC(2026, 10, 21, 4);

/** A server with the toy provider, and what a test may look into. */
export interface ControlServer {
  readonly ask: ReturnType<typeof supertest>;
  readonly spaces: Spaces;
  readonly listening: Listening;
  readonly router: ReturnType<typeof controlRouter>;
  /** Posts a letter into a box, with the key that fits unless another is given. */
  readonly post: (
    box?: string,
    headers?: Readonly<Record<string, string>>,
    space?: string,
  ) => Promise<supertest.Response>;
}

const open = new Set<Listening>();

afterEach(async () => {
  await Promise.all([...open].map((each) => each.close(0)));
  open.clear();
});

/** What a space's journal keeps here. */
const standardLimits = { entries: 20, bytes: 1024 * 1024 };

const spaceNamed = (name: string, limits: RingLimits): Space => {
  const platform = {
    clock: { now: () => noon },
    documents: documentsInMemory,
    ring: () => byteRing<never>(limits),
    randomness: seededRandom,
  };
  const world = { toy: toy.world.starting, cast: { toy: toy.world.cast } };
  return createSpace(name, [toy], { start: { world, seed: 'seed' }, platform });
};

/** Opens a server on a free port of loopback; it is closed when the test ends. */
export async function openControl(
  settings: Partial<ControlSettings> = {},
  { limits = standardLimits, memory = 2 ** 30 }: { readonly limits?: RingLimits; readonly memory?: number } = {},
): Promise<ControlServer> {
  const spaces = createSpaces((name) => spaceNamed(name, limits), { spaces: 3, memory });
  const dispatcher = dispatcherOf();
  const router = controlRouter({
    spaces,
    dispatcher,
    providers: [toy],
    judge: async () => (await import('../../simulator/platform/judge.js')).judge,
    guard: { boundTo: '127.0.0.1', allowHosts: [], controlToken: undefined },
    version: '1.2.3',
    ...settings,
  });
  const settingsOfServer = {
    faithful: false,
    schedule: withoutDelay,
    ownNames: { boundTo: '127.0.0.1', allowHosts: [] },
  };
  const parts = {
    providers: [toy],
    spaces,
    dispatcher,
    control: () => Promise.resolve(controlListener(router)),
    settings: settingsOfServer,
    log: () => undefined,
  };
  const server: Server = createHttpServer(parts);
  const listening = await listen(server, { port: 0, host: '127.0.0.1' });
  open.add(listening);
  const ask = supertest(listening.url);
  return {
    ask,
    spaces,
    listening,
    router,
    post: (box = 'red', headers = { 'toy-key': 's3cret-key' }, space) =>
      ask
        .post(`${space === undefined ? '' : `/~${space}`}/toy.test/post?${box}`)
        .set(headers)
        .send('hello'),
  };
}

/** The JSON of a reply, problems included. */
export function jsonOf({ text }: { readonly text: string }): unknown {
  return JSON.parse(text);
}
