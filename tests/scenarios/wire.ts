import { connect, type Socket } from 'node:net';
import type { Schedule } from '../../simulator/http/faults.js';

/** What a caller saw of a connection until it ended. */
export interface Seen {
  /** The bytes as they arrived, as latin1; a piece may hold several that were sent. */
  readonly pieces: readonly string[];
  /** How it ended; `reset` means that it was cut. */
  readonly end: 'closed' | 'reset';
}

/** Time that passes only when the caller has received what was sent before. */
export interface Gate {
  readonly pause: Schedule;
  /** The pauses, in ms, in order. */
  readonly pauses: readonly number[];
  /** Lets the pause that runs, or the next one, be over. */
  readonly open: () => void;
}

/** A gate that is shut: the first pause lasts until it is opened. */
export function gate(): Gate {
  const pauses: number[] = [];
  const queued: (() => void)[] = [];
  let opened = 0;
  return {
    pauses,
    pause(ms, then) {
      pauses.push(ms);
      if (opened === 0) queued.push(then);
      else setImmediate(then);
      opened = Math.max(0, opened - 1);
      return () => undefined;
    },
    open() {
      const first = queued.shift();
      if (first === undefined) opened += 1;
      else first();
    },
  };
}

/** Sends a request by POST on a connection that is to be kept; nothing has been read of it yet. */
export function call(port: number, path: string, { headers = '', body = '' } = {}): Socket {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  const length = Buffer.byteLength(body);
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}Content-Length: ${length}\r\n\r\n${body}`,
  );
  return socket;
}

/** Watches a connection until it ends; `received` is called for each piece. */
export async function watch(socket: Socket, received: () => void = () => undefined): Promise<Seen> {
  const pieces: string[] = [];
  let end: Seen['end'] = 'closed';
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') throw error;
    end = 'reset';
  });
  socket.on('data', (piece: string) => {
    pieces.push(piece);
    received();
  });
  await closed;
  return { pieces, end };
}
