import { createHash, createHmac } from 'node:crypto';
import type { Findings } from '../../simulator/core/diagnosis/mistakes.js';
import type { DiagnosisInput } from '../../simulator/core/provider.js';
import type { Exchange } from '../../simulator/core/requests/handle-request.js';
import { replayContext } from '../../simulator/core/requests/replay.js';
import { type IncomingRequest, createSimulator, type Simulator } from '../../simulator/index.js';
import { main, noon } from './xylink-requests.js';

export const sha256 = (bytes: string | Uint8Array, written: 'base64' | 'hex' = 'base64'): string =>
  createHash('sha256').update(bytes).digest(written);
export const md5 = (bytes: string | Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** A request as it arrives without a prefix. */
export const incomingRequest = (sent: Partial<IncomingRequest> & { readonly target: string }): IncomingRequest => ({
  method: 'GET',
  host: 'sdk.xylink.com',
  targetAsSent: sent.target,
  targetForProvider: sent.target,
  rawHeaders: [],
  body: new Uint8Array(),
  clientIp: '127.0.0.1',
  ...sent,
});

/** A simulator in this process, and what it makes of requests. */
export interface Diagnoser {
  readonly simulator: Simulator;
  readonly ask: (request: IncomingRequest) => Diagnosed;
}

/** By which check a request was refused, and the diagnosis; of a request that was not refused there is none. */
export interface Diagnosed {
  readonly refusedBy: string | undefined;
  readonly findings: Findings | undefined;
  readonly reply: string;
}

export function openDiagnoser(): Diagnoser {
  const simulator = createSimulator({ startAt: noon });
  return { simulator, ask: (request) => diagnosed(simulator, simulator.ask('xylink', request)) };
}

/** Diagnoses an exchange, as the control API does. */
function diagnosed(simulator: Simulator, exchange: Exchange): Diagnosed {
  const { outcome, provider, reads } = exchange;
  const { documents } = simulator.spaces.getOrCreate(undefined);
  const replaySnapshot: DiagnosisInput['context']['documents'] = {
    read(kind, id) {
      const before = reads.find((each) => each.kind === kind && each.id === id);
      return before === undefined ? documents.read(kind, id) : before.value;
    },
  };
  const refusedBy = outcome.source === 'provider' ? outcome.refusedBy : undefined;
  const context = replayContext(exchange, replaySnapshot)?.context;
  const asked = refusedBy && context && { context, refusedBy, documents };
  const reply = new TextDecoder().decode(exchange.reply.body);
  return { refusedBy: refusedBy?.name, findings: asked && provider.diagnose?.(asked), reply };
}

/** The ids of the hypotheses, the likeliest first. */
export const mistakesIn = ({ findings }: Diagnosed): readonly string[] | undefined =>
  findings?.hypotheses.map(({ mistake }) => mistake);

export const prefix = '/api/rest/external/v1/';
export const path = 'conferenceControl/meeting/dynamicGroup';
/** Its keys are not in order, and a value is encoded. */
export const queryOf = (note = 1): string => `zone=%E5%8C%97+a%2Fb&enterpriseId=${main.enterpriseId}&Note=${note}`;
const sortedQueryOf = (note: number): string => `Note=${note}&enterpriseId=${main.enterpriseId}&zone=%E5%8C%97+a%2Fb`;
export const target = `${prefix}${path}?${queryOf()}`;

/** More than 100 characters, of which some have more than one byte. */
export const fields = {
  meetingRoomNumber: '910000000001',
  mode: 'manual',
  groupList: [{ groupName: '第一组/甲', memberList: [{ id: 101000001, type: 5, participantNumber: '10000000001' }] }],
};
export const body = JSON.stringify(fields);
export const bytes = Buffer.from(body);

/** How a client signs by 1.0. Default: everything right. */
export interface SigningOne {
  /** Method, path, query, and hash of the body. */
  readonly lines?: (right: readonly string[]) => readonly string[];
  readonly key?: string | Uint8Array;
  readonly written?: (digest: Buffer) => string;
  readonly encoded?: (signature: string) => string;
  /** Stands in the query, so that there can be many signatures. */
  readonly note?: number;
  /** Stands before the path where it is sent, not where it is signed. */
  readonly prefix?: string;
}

const asIs = (lines: readonly string[]): readonly string[] => lines;
const inBase64 = (digest: Buffer): string => digest.toString('base64');

/** A createGroups request as such a client sends it. */
export function signedByOne(signing: SigningOne): IncomingRequest {
  const { lines = asIs, key = main.token, written = inBase64, encoded = encodeURIComponent, note = 1 } = signing;
  const right = ['POST', path, sortedQueryOf(note), sha256(bytes.subarray(0, 100))];
  const digest = createHmac('sha256', key).update(lines(right).join('\n')).digest();
  const signed = `${prefix}${path}?${queryOf(note)}&signature=${encoded(written(digest))}`;
  const targetAsSent = (signing.prefix ?? '') + signed;
  return incomingRequest({ method: 'POST', target: signed, targetAsSent, body: bytes });
}
