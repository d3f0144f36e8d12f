import { once } from 'node:events';
import { type ClientRequestArgs, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { RequestHandler } from 'express';
import { createSpace, type Space } from '../../simulator/core/state/space.js';
import { createSpaces, type Spaces } from '../../simulator/core/state/spaces.js';
import { controlListener } from '../../simulator/http/control/index.js';
import { listen, type Listening } from '../../simulator/http/lifecycle.js';
import { type ControlListener, createHttpServer } from '../../simulator/http/server.js';
import type { HttpLimits } from '../../simulator/http/limits.js';
import { byteRing } from '../../simulator/platform/byte-ring.js';
import { documentsInMemory } from '../../simulator/platform/documents-in-memory.js';
import { seededRandom } from '../../simulator/platform/seeded-random.js';
import { echoProvider } from './echo-provider.js';
import { dispatcherOf } from './dispatcher-of.js';
import { withoutDelay } from './without-delay.js';

/** 2026-03-01T08:00:00Z, the only instant these tests know. */
const startOfTime = Date.UTC(2026, 2, 1, 8);

/** A server in front of the echo provider, with everything a test may look into. */
export interface TestServer extends Listening {
  readonly spaces: Spaces;
  readonly logged: readonly string[];
  /** Sends these bytes on a connection of their own, and gives what came back until the server hung up. */
  readonly wire: (sent: string) => Promise<string>;
  readonly ask: (asked: ClientRequestArgs, body?: Uint8Array | string) => Promise<Answer>;
}

/** A reply, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function spaceNamed(name: string): Space {
  const platform = {
    clock: { now: () => startOfTime },
    documents: documentsInMemory,
    ring: () => byteRing<never>({ entries: 100, bytes: 16 * 1024 * 1024 }),
    randomness: seededRandom,
  };
  return createSpace(name, [echoProvider], { start: { world: {}, seed: 'seed' }, platform });
}

const emptyControl: RequestHandler = (_request, response) => {
  response.end('control');
};

/** Starts the server on a free port of loopback. */
export async function openServer({
  faithful = false,
  control = emptyControl,
  load = () => Promise.resolve(controlListener(control)),
  limits = {},
}: {
  readonly faithful?: boolean;
  readonly control?: RequestHandler;
  /** Default: what serves `control`. */
  readonly load?: () => Promise<ControlListener>;
  readonly limits?: Partial<HttpLimits>;
} = {}): Promise<TestServer> {
  const logged: string[] = [];
  const spaces = createSpaces(spaceNamed, { spaces: 3, memory: 2 ** 30 });
  const log = (text: string): void => {
    logged.push(text);
  };
  const settings = { faithful, schedule: withoutDelay, ownNames: { boundTo: '127.0.0.1', allowHosts: [] } };
  const server = createHttpServer({
    providers: [echoProvider],
    spaces,
    dispatcher: dispatcherOf(),
    control: load,
    settings,
    limits,
    log,
  });
  const listening = await listen(server, { port: 0, host: '127.0.0.1' });
  const { port } = listening;
  return {
    ...listening,
    spaces,
    logged,
    wire: (sent) => wire(port, sent),
    ask: (asked, body) => ask(port, asked, body),
  };
}

async function wire(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('latin1').write(sent, 'latin1');
  let received = '';
  socket.on('data', (text: string) => {
    received += text;
  });
  await once(socket, 'close');
  return received;
}

async function ask(port: number, asked: ClientRequestArgs, body?: Uint8Array | string): Promise<Answer> {
  const request = httpRequest({ host: '127.0.0.1', port, agent: false, ...asked });
  const replied = new Promise<Answer>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
  });
  request.end(body);
  return replied;
}
