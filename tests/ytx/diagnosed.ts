import { createHash } from 'node:crypto';
import { timestampOf } from '../../contracts/ytx/china-time.js';
import type { Findings } from '../../simulator/core/diagnosis/mistakes.js';
import { replayContext } from '../../simulator/core/requests/replay.js';
import { mergePatch } from '../../contracts/json.js';
import { type IncomingRequest, createSimulator, type Exchange, type World } from '../../simulator/index.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { incomingRequest } from '../support/incoming-request.js';
import { type Call, hour, noon, prepare } from './caller.js';

/** Who signs in these tests, and an account beside it. */
export const accountSID = 'ac000000000000000000000000000001';
export const authToken = '70000000000000000000000000000ac1';
export const otherSID = 'ac000000000000000000000000000003';
export const otherToken = '70000000000000000000000000000ac3';

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
export const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** The Sign that is right for this timestamp. */
export const rightSign = (timestamp: string): string => md5(accountSID + authToken + timestamp);

/** What a clock at this offset shows, so many hours from UTC, when it is this instant. */
export const clockAt = (offset: number, instant: number = noon): string => timestampOf(instant + (offset - 8) * hour);

/** What is different about the simulator that is asked. */
export interface Circumstances {
  readonly readings?: Readonly<Record<string, string>>;
  /** ms since the epoch. Default: noon. */
  readonly now?: number;
  /** A JSON merge patch over YTX's part of the world. */
  readonly world?: object;
}

/** A simulator that is asked one thing after the other, and what YTX makes of each. */
export function diagnoser({ readings = {}, now = noon, world = {} }: Circumstances = {}) {
  const simulator = createSimulator({ clock: { now: () => now }, readings: { ytx: readings } });
  const space = simulator.spaces.getOrCreate(undefined);
  space.replaceWorld(mergePatch(space.world(), { ytx: world }) as World, true);
  const findings = (exchange: Exchange): Findings => {
    const { outcome } = exchange;
    const again = replayContext(exchange, space.documents);
    const refusedBy = outcome.source === 'provider' ? outcome.refusedBy : undefined;
    if (again === undefined || refusedBy === undefined) throw new Error(`nothing was refused: ${outcome.source}`);
    if (ytx.diagnose === undefined) throw new Error('ytx has no diagnose');
    return ytx.diagnose({ context: again.context, refusedBy, documents: space.documents });
  };
  const ask = (request: IncomingRequest): Exchange => simulator.ask('ytx', request);
  return { space, ask, findings, of: (call: Call): Findings => findings(ask(incomingRequest(prepare(space, call)))) };
}
