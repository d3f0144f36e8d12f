import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { WireFault } from '../core/scenarios/scenario.js';
import type { Random } from '../core/state/clock.js';

/** Calls `action` after so many ms of real time; the returned function cancels it. */
export type Schedule = (ms: number, action: () => void) => () => void;

/** Delays an action on a response; cancelled if the caller closes the connection first. */
export function afterDelay(response: ServerResponse, schedule: Schedule, { ms, act }: Later): void {
  if (ms === 0) {
    act();
    return;
  }
  const cancel = schedule(ms, () => {
    response.off('close', cancel);
    act();
  });
  response.once('close', cancel);
}

interface Later {
  readonly ms: number;
  readonly act: () => void;
}

/** Writes a script to the socket, bypassing node's response. */
export function writeScript(response: ServerResponse, script: WireScript, schedule: Schedule): void {
  const { socket } = response;
  if (socket === null) {
    // Behind another reply it waits for its turn; if the caller has gone, that never comes.
    response.once('socket', () => {
      writeScript(response, script, schedule);
    });
    return;
  }
  const { pieces, delayMs, end } = script;
  const [piece, ...rest] = pieces;
  if (piece === undefined) {
    finish(socket, end);
    return;
  }
  socket.write(piece, () => {
    const act = (): void => {
      writeScript(response, { pieces: rest, delayMs, end }, schedule);
    };
    afterDelay(response, schedule, { ms: delayMs, act });
  });
}

function finish(socket: Socket, end: WireScript['end']): void {
  if (end === 'close') socket.end();
  if (end === 'reset') socket.resetAndDestroy();
}

/** A reply before it is sent; headers are names and values in turn. */
interface Outgoing {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/** The bytes to send instead: pieces with a delay (ms) after each, and then the end of the connection. */
interface WireScript {
  readonly pieces: readonly Uint8Array[];
  readonly delayMs: number;
  readonly end: 'close' | 'reset' | 'nothing';
}

const closing = (...pieces: readonly Uint8Array[]): WireScript => ({ pieces, delayMs: 0, end: 'close' });

/** Long enough for the peer to read earlier bytes: a reset may discard them. */
const beforeReset = 50;
const dribbles = { pieces: 20, delayMs: 100 };

type Spoil = (outgoing: Outgoing, random: Random) => WireScript;

const scripts: Readonly<Record<WireFault, Spoil>> = {
  hang: () => ({ pieces: [], delayMs: 0, end: 'nothing' }),
  'reset-before-headers': () => ({ pieces: [], delayMs: 0, end: 'reset' }),
  'reset-after-headers': (outgoing) => ({ pieces: [rawHead(outgoing)], delayMs: beforeReset, end: 'reset' }),
  'empty-reply': () => closing(),
  'empty-body': (outgoing) => whole({ ...outgoing, body: new Uint8Array() }),
  'truncated-body': (outgoing) => closing(rawHead(outgoing), firstHalf(outgoing.body)),
  'garbage-bytes': (_outgoing, random) => closing(byChance(64, random)),
  'garbage-body': (outgoing, random) => whole({ ...outgoing, body: byChance(outgoing.body.length, random) }),
  'wrong-content-type': (outgoing) => whole(withHeader(outgoing, 'Content-Type', 'text/html')),
  'duplicate-keys': (outgoing) => whole({ ...outgoing, body: doubleBody(outgoing.body) }),
  dribble(outgoing) {
    const { pieces, delayMs } = dribbles;
    return { pieces: cut(Buffer.concat(whole(outgoing).pieces), pieces), delayMs, end: 'close' };
  },
  'content-length-too-long': (outgoing) => promising(outgoing, outgoing.body.length + 64),
  'content-length-too-short': (outgoing) => promising(outgoing, firstHalf(outgoing.body).length),
};

/** The script for a reply with this fault. */
export const wireScript = (fault: WireFault, outgoing: Outgoing, random: Random): WireScript =>
  scripts[fault](outgoing, random);

const whole = (outgoing: Outgoing): WireScript => promising(outgoing, outgoing.body.length);

const promising = (outgoing: Outgoing, length: number): WireScript =>
  closing(rawHead(withHeader(outgoing, 'Content-Length', String(length))), outgoing.body);

/** Status line and headers as bytes, with `Connection: close`. */
function rawHead({ status, headers }: Outgoing): Uint8Array {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
  for (let index = 0; index + 1 < headers.length; index += 2) lines.push(`${headers[index]}: ${headers[index + 1]}`);
  return Buffer.from(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`, 'latin1');
}

/** The same with a changed or added header. */
function withHeader(outgoing: Outgoing, name: string, value: string): Outgoing {
  const { headers } = outgoing;
  const kept = headers.filter((_, index) => headers[index - (index % 2)] !== name);
  return { ...outgoing, headers: [...kept, name, value] };
}

const firstHalf = (body: Uint8Array): Uint8Array => body.subarray(0, Math.floor(body.length / 2));

function byChance(length: number, random: Random): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => random.below(`garbage ${index}`, 256));
}

/**
 * Repeats the first member in front, with the value null. Clients that use the first of two members, or reject both,
 * notice.
 */
function doubleBody(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString('utf8');
  return Buffer.from(text.replace(/\{("(?:[^"\\]|\\.)*"\s*:)/, '{$1null,$1'), 'utf8');
}

function cut(bytes: Uint8Array, pieces: number): readonly Uint8Array[] {
  const edge = (index: number): number => Math.floor((index * bytes.length) / pieces);
  return Array.from({ length: pieces }, (_, index) => bytes.subarray(edge(index), edge(index + 1)));
}
