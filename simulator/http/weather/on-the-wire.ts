import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { WireScript } from './wire-script.js';

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
