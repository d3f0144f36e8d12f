import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Provider } from '../core/provider.js';
import type { ProblemKind, SimulatorProblem } from '../core/problem.js';
import { exampleUrl } from './nowhere.js';
import { problemOnTheWire } from './own-voice.js';

/** Answers, in our own voice, what node's HTTP server makes no request of: tunnels, and what is not HTTP. */
export function answerConnectionTrouble(server: Server, providers: readonly Provider[]): void {
  const tunnel = problemOnTheWire(noTunnel(providers));
  server.on('connect', (_request, socket: Duplex) => {
    hangUp(socket, tunnel);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable || isBeingAnswered(socket)) socket.destroy();
    else hangUp(socket, problemOnTheWire(problemOf(error)));
  });
}

function hangUp(socket: Duplex, lastBytes: Uint8Array): void {
  // Whoever hung up first does not hear us, and that is nobody's error.
  socket.on('error', () => {
    socket.destroy();
  });
  socket.end(lastBytes, () => {
    socket.destroy();
  });
}

/** Node looks here too, and there is no public way: an error page must not land in the middle of another answer. */
function isBeingAnswered(socket: Duplex): boolean {
  const { _httpMessage: response } = socket as Duplex & {
    readonly _httpMessage?: { readonly headersSent: boolean } | null;
  };
  return response?.headersSent === true;
}

function noTunnel(providers: readonly Provider[]): SimulatorProblem {
  return {
    status: 501,
    kind: 'not-modelled',
    says: 'The simulator serves no TLS yet, so it opens no CONNECT tunnel.',
    fix: `Give the client a plain-http base URL: ${exampleUrl(providers)}`,
  };
}

interface Trouble {
  readonly status: number;
  readonly kind: ProblemKind;
  readonly says: string;
  readonly fix: string;
}

/** By the codes that node gives them. */
const troubles: Readonly<Record<string, Trouble>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    kind: 'too-large',
    says: "The request's headers are too large.",
    fix: 'Send less than 16 KiB of headers.',
  },
  HPE_INVALID_URL: {
    status: 400,
    kind: 'bad-request',
    says: 'The request target holds characters that no target may hold.',
    fix: 'Percent-encode it: a target is ASCII, without spaces.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    kind: 'bad-request',
    says: 'The request did not arrive in time.',
    fix: 'Send it in one go.',
  },
};

const notHttp: Trouble = {
  status: 400,
  kind: 'bad-request',
  says: 'This cannot be read as HTTP/1.1.',
  fix: 'Speak plain http, not TLS, to this port.',
};

function problemOf({ code = '' }: NodeJS.ErrnoException): SimulatorProblem {
  return troubles[code] ?? notHttp;
}
