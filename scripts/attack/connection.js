import { connect } from 'node:net';

/** A request without a complete reply and without a closed connection for this long, ms, hangs. */
const hangMs = 20_000;

/** The most bytes of a reply that are kept. */
const mostKept = 4 * 1024 * 1024;

/**
 * Sends requests one after the other, on one connection as far as the server keeps it open.
 *
 * `exchange` takes bytes, and whether they are exactly one request; other bytes get a connection of their own, which
 * ends after them. It returns the bytes that came back, and whether the reply `hangs`, or more than one came.
 */
export function openLane(port) {
  let open;
  const exchange = async ({ bytes, isOneRequest }) => {
    if (!isOneRequest) return replyOn(connection(port), bytes, false);
    const before = open;
    const used = before ?? connection(port);
    open = undefined;
    const reply = await replyOn(used, bytes, true);
    if (!used.socket.destroyed) open = used;
    // The server may close a connection while the next request is on its way.
    return before !== undefined && isMissing(reply) ? exchange({ bytes, isOneRequest }) : reply;
  };
  return { exchange, close: () => open?.socket.destroy() };
}

const isMissing = ({ bytes, hangs }) => bytes.length === 0 && !hangs;

/** A connection whose events go to the exchange that is under way. */
function connection(port) {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  const made = { socket, isAhead: false, onData: undefined, onClose: () => undefined };
  socket.on('data', (chunk) => {
    if (made.onData === undefined) made.isAhead = true;
    else made.onData(chunk);
  });
  socket.on('error', () => socket.destroy()).on('close', () => made.onClose());
  return made;
}

/** Sends bytes; resolves once the connection closes or, if it may `stay` open, the reply is complete. */
function replyOn(used, bytes, stay) {
  const { socket } = used;
  return new Promise((resolve) => {
    const chunks = [];
    let kept = 0;
    let missing;
    const end = (hangs) => {
      clearTimeout(timer);
      used.onData = undefined;
      used.onClose = () => undefined;
      if (hangs) socket.destroy();
      const hasMore = used.isAhead || missing < 0;
      resolve({ bytes: chunks.length === 1 ? chunks[0] : Buffer.concat(chunks), hangs, hasMore });
    };
    const timer = setTimeout(end, hangMs, true);
    used.onClose = () => end(false);
    used.onData = (chunk) => {
      if (kept < mostKept) chunks.push(chunk);
      kept += chunk.length;
      if (!stay) return;
      missing = missing === undefined ? missingBytes(Buffer.concat(chunks), bytes) : missing - chunk.length;
      if (missing <= 0) end(false);
      // The reply announces that the connection closes.
      if (missing === Infinity && !socket.writableEnded) socket.end();
    };
    if (socket.destroyed) end(false);
    else if (stay) socket.write(bytes);
    else socket.end(bytes);
  });
}

const headEnd = Buffer.from('\r\n\r\n');
const isHead = (request) => request.subarray(0, 5).equals(Buffer.from('HEAD '));

/**
 * The number of bytes that are missing from a reply: undefined while its head is incomplete, Infinity if only the end of
 * the connection ends it.
 */
function missingBytes(reply, request) {
  const at = reply.indexOf(headEnd);
  if (at < 0) return undefined;
  const head = reply.toString('latin1', 0, at + 2);
  if (/\r\nconnection: *close\r\n/i.test(head)) return Infinity;
  const end = at + headEnd.length;
  if (/^HTTP\/1\.1 (?:204|304) /.test(head) || isHead(request)) return end - reply.length;
  const length = /\r\ncontent-length: *(\d+)\r\n/i.exec(head)?.[1];
  return length === undefined ? Infinity : end + Number(length) - reply.length;
}
