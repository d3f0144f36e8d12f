import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { WireFault } from '../core/scenarios/scenario.js';
import type { Random } from '../core/state/clock.js';

/** Lets real time (ms) pass and then calls; what it returns calls that off. */
export type Pause = (ms: number, then: () => void) => () => void;

/** Waits before something is done with a response; not done at all when the caller gives up before. */
export function afterPause(response: ServerResponse, pause: Pause, { ms, act }: Later): void {
  if (ms === 0) {
    act();
    return;
  }
  const callOff = pause(ms, () => {
    response.off('close', callOff);
    act();
  });
  response.once('close', callOff);
}

interface Later {
  readonly ms: number;
  readonly act: () => void;
}

/** Puts a script on the wire, past node's own idea of a response. */
export function play(response: ServerResponse, script: WireScript, pause: Pause): void {
  const { socket } = response;
  if (socket === null) {
    // Behind another reply it waits for its turn; a caller who has gone away gives it none.
    response.once('socket', () => {
      play(response, script, pause);
    });
    return;
  }
  const { pieces, pauseMs, then } = script;
  const [piece, ...rest] = pieces;
  if (piece === undefined) {
    finish(socket, then);
    return;
  }
  socket.write(piece, () => {
    const act = (): void => {
      play(response, { pieces: rest, pauseMs, then }, pause);
    };
    afterPause(response, pause, { ms: pauseMs, act });
  });
}

function finish(socket: Socket, then: WireScript['then']): void {
  if (then === 'close') socket.end();
  if (then === 'reset') socket.resetAndDestroy();
}

/** A reply as it is about to go out; headers are names and values in turn. */
interface Outgoing {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/** What goes out instead: these pieces with a pause (ms) behind each, and then what becomes of the connection. */
interface WireScript {
  readonly pieces: readonly Uint8Array[];
  readonly pauseMs: number;
  readonly then: 'close' | 'reset' | 'nothing';
}

const closing = (...pieces: readonly Uint8Array[]): WireScript => ({ pieces, pauseMs: 0, then: 'close' });

/** Long enough for what went before to be read: a reset may throw away what was not. */
const beforeReset = 50;
const dribbles = { pieces: 20, pauseMs: 100 };

type Spoil = (outgoing: Outgoing, random: Random) => WireScript;

const scripts: Readonly<Record<WireFault, Spoil>> = {
  hang: () => ({ pieces: [], pauseMs: 0, then: 'nothing' }),
  'reset-before-headers': () => ({ pieces: [], pauseMs: 0, then: 'reset' }),
  'reset-after-headers': (outgoing) => ({ pieces: [rawHead(outgoing)], pauseMs: beforeReset, then: 'reset' }),
  'empty-reply': () => closing(),
  'empty-body': (outgoing) => whole({ ...outgoing, body: new Uint8Array() }),
  'truncated-body': (outgoing) => closing(rawHead(outgoing), firstHalf(outgoing.body)),
  'garbage-bytes': (_outgoing, random) => closing(byChance(64, random)),
  'garbage-body': (outgoing, random) => whole({ ...outgoing, body: byChance(outgoing.body.length, random) }),
  'wrong-content-type': (outgoing) => whole(withHeader(outgoing, 'Content-Type', 'text/html')),
  'duplicate-keys': (outgoing) => whole({ ...outgoing, body: doubleBody(outgoing.body) }),
  dribble(outgoing) {
    const { pieces, pauseMs } = dribbles;
    return { pieces: cut(Buffer.concat(whole(outgoing).pieces), pieces), pauseMs, then: 'close' };
  },
  'content-length-too-long': (outgoing) => promising(outgoing, outgoing.body.length + 64),
  'content-length-too-short': (outgoing) => promising(outgoing, firstHalf(outgoing.body).length),
};

/** How a reply goes out under this fault. */
export const wireScript = (fault: WireFault, outgoing: Outgoing, random: Random): WireScript =>
  scripts[fault](outgoing, random);

const whole = (outgoing: Outgoing): WireScript => promising(outgoing, outgoing.body.length);

const promising = (outgoing: Outgoing, length: number): WireScript =>
  closing(rawHead(withHeader(outgoing, 'Content-Length', String(length))), outgoing.body);

/** Status line and headers as bytes; the connection is closed afterwards, and says so. */
function rawHead({ status, headers }: Outgoing): Uint8Array {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
  for (let index = 0; index + 1 < headers.length; index += 2) lines.push(`${headers[index]}: ${headers[index + 1]}`);
  return Buffer.from(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`, 'latin1');
}

/** The same with another value for a header, which it gets when it had none. */
function withHeader(outgoing: Outgoing, name: string, value: string): Outgoing {
  const { headers } = outgoing;
  const kept = headers.filter((_, index) => headers[index - (index % 2)] !== name);
  return { ...outgoing, headers: [...kept, name, value] };
}

const firstHalf = (body: Uint8Array): Uint8Array => body.subarray(0, Math.floor(body.length / 2));

function byChance(length: number, random: Random): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => random.below(`garbage ${index}`, 256));
}

/** The first member comes once more, in front and null: what takes the first of two, or refuses both, finds out. */
function doubleBody(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString('utf8');
  return Buffer.from(text.replace(/\{("(?:[^"\\]|\\.)*"\s*:)/, '{$1null,$1'), 'utf8');
}

function cut(bytes: Uint8Array, pieces: number): readonly Uint8Array[] {
  const edge = (index: number): number => Math.floor((index * bytes.length) / pieces);
  return Array.from({ length: pieces }, (_, index) => bytes.subarray(edge(index), edge(index + 1)));
}
