import { Duplex } from 'node:stream';
import { clearInterval, setImmediate, setInterval } from 'node:timers';

/** Node's own: a test may have replaced that of the global `process` when a connection is opened. */
const nextTick = process.nextTick.bind(process);

/** One end of a connection inside this process. It does what HTTP needs of a `net.Socket`. */
export interface MemorySocket extends Duplex {
  readonly remoteAddress: string;
  /** Ends the connection as a TCP reset does: the other end fails with ECONNRESET. */
  resetAndDestroy(): this;
  /** Keeps the process alive while this end is open, as a socket does; `unref` stops that. */
  ref(): this;
  unref(): this;
}

/** A connection inside this process, without a port: what one end writes, the other reads. */
interface MemoryConnection {
  readonly client: MemorySocket;
  readonly server: MemorySocket;
}

/** Opens a connection. The client's end keeps the process alive until it is closed, or `unref` is called. */
export function openMemoryConnection(): MemoryConnection {
  const client: MemorySocket = socketTo(() => server);
  const server: MemorySocket = socketTo(() => client);
  return { client: client.ref(), server };
}

/** Node's longest interval, ms: the timer only counts as work under way. */
const longest = 2 ** 31 - 1;

function socketTo(peer: () => MemorySocket): MemorySocket {
  let isReset = false;
  let alive: NodeJS.Timeout | undefined;
  let written: (() => void) | undefined;
  const takeWritten = (): void => {
    const done = written;
    written = undefined;
    done?.();
  };
  const socket = new Duplex({
    read: () => {
      readers.get(peer())?.();
    },
    write(chunk: Buffer, _encoding, done) {
      // Later, as from a network: clients do not expect a reply while they still write.
      nextTick(() => {
        const reader = peer();
        if (reader.destroyed || chunk.length === 0) {
          done();
          return;
        }
        written = done;
        reader.push(chunk);
      });
    },
    final(done) {
      endLater(peer());
      done();
    },
    destroy(error, done) {
      clearInterval(alive);
      takeWritten();
      const other = peer();
      // Bytes on their way in the other direction have no reader any more.
      readers.get(other)?.();
      if (isReset) other.destroy(connectionReset());
      else endLater(other);
      done(error);
    },
  });
  readers.set(socket, takeWritten);
  const own: Omit<MemorySocket, keyof Duplex> = {
    remoteAddress: '127.0.0.1',
    resetAndDestroy() {
      isReset = true;
      return made.destroy();
    },
    ref() {
      if (!made.destroyed) alive ??= setInterval(() => undefined, longest);
      return made;
    },
    unref() {
      clearInterval(alive);
      alive = undefined;
      return made;
    },
  };
  const made = Object.assign(socket, own);
  return made;
}

/** Ends what this end reads, in a later turn than the last bytes: clients do not expect both at once. */
function endLater(socket: MemorySocket): void {
  setImmediate(() => {
    if (!socket.destroyed && !socket.readableEnded) socket.push(null);
  });
}

/** For each end, what reports to its writer that the peer has read. */
const readers = new WeakMap<object, () => void>();

const connectionReset = (): Error =>
  Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
