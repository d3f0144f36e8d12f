import { baseFrom } from '../core/options.js';
import { machineClock, machineRandom, machineSleep } from '../core/ports.js';
import { paceWithin } from '../core/rate-limit.js';
import {
  type CallOptions,
  encodeBodyFrom,
  type Prepared,
  type RawReply,
  type UnmodelledRequest,
} from '../core/request.js';
import { createTransport } from '../core/transport.js';
import { callbacksOver, type XylinkCallbacks } from './callbacks.js';
import { meetingsOver, type XylinkMeetings } from './meetings.js';
import { xylinkFormat } from './format.js';
import { demandWorkable, limitFrom, type XylinkClientOptions } from './options.js';
import { parseReply } from './reply.js';
import {
  demandOperation,
  isLogin,
  prepareRequest,
  prepareUnmodelledRequest,
  type XylinkAccepted,
  type XylinkFields,
  type XylinkOperation,
} from './request.js';
import { retryOnce } from './retry.js';
import { type AskUnsigned, signersByLogin, signersByToken } from './signers.js';

export type { XylinkClientOptions } from './options.js';

/**
 * A client of one XYLink enterprise: lists the participants of a meeting, splits it into groups, registers callbacks.
 *
 * A method rejects with `RefusedError`, `NetworkError`, `TimeoutError` or `ContractError`, or with the reason of the caller's own
 * signal; none of them holds a credential. It retries only a request that cannot have taken effect, and only once: after a
 * 401, which comes before any effect, with renewed tokens; and a read (`meetingStatus` and the lists) a second later, or
 * after the provider's `Retry-After` of up to 5 s, when there was no connection or the limit refused it.
 */
export interface XylinkClient extends XylinkMeetings, XylinkCallbacks {
  /** Signs a request without sending it; 2.0 may send a login. The result holds credentials. */
  readonly prepare: <Name extends XylinkOperation>(
    operation: Name,
    fields: XylinkFields<Name>,
    options?: CallOptions,
  ) => Promise<Prepared<Name>>;
  /** The same for a request that is not one of the operations; `exchange` sends it. Rejects with a TypeError for an invalid path. */
  readonly prepareUnmodelledRequest: (request: UnmodelledRequest, options?: CallOptions) => Promise<Prepared>;
  /** Sends exactly this request once, when the limit allows it, and parses the reply. */
  readonly send: <Name extends XylinkOperation>(
    prepared: Prepared<Name>,
    options?: CallOptions,
  ) => Promise<XylinkAccepted<Name>>;
  /** Sends exactly this request once, when the limit allows it, and returns the reply unchanged and unchecked. */
  readonly exchange: (prepared: Prepared, options?: CallOptions) => Promise<RawReply>;
  /** Parses a reply, as `send` does after `exchange`; throws `RefusedError` or `ContractError`. */
  readonly understand: <Name extends XylinkOperation>(operation: Name, reply: RawReply) => XylinkAccepted<Name>;
}

/** The window of the provider's limit, in ms. */
const windowMs = 1000;

/**
 * Makes a client of XYLink. Throws a TypeError for options that cannot work; it sends nothing.
 *
 * @example
 * const xylink = createXylinkClient({ baseUrl: 'http://127.0.0.1:4010/sdk.xylink.com', enterpriseId, auth: { token } });
 * const { participants } = await xylink.meetingStatus('910000000099');
 * const groups = await xylink.createGroups({ room: '910000000099', groups: [{ name: 'A', members: participants }] });
 */
export function createXylinkClient(options: XylinkClientOptions): XylinkClient {
  demandWorkable(options);
  const { enterpriseId, auth, clock = machineClock, sleep = machineSleep, random = machineRandom } = options;
  const sender = {
    base: baseFrom(options.baseUrl),
    enterpriseId,
    format: xylinkFormat(options.format),
    encodeBody: encodeBodyFrom(options.encodeBody),
  };
  const keys = 'token' in auth ? [auth.token] : [auth.clientSecret];
  let tokens: readonly string[] = [];
  const rememberTokens = (secrets: readonly string[]): void => {
    tokens = secrets;
  };
  const confidential = { secrets: () => [...keys, ...tokens], ids: [enterpriseId] };
  const pace = paceWithin({ max: limitFrom(options.limit), windowMs }, clock, sleep);
  const paced = createTransport(options, confidential, pace);
  const unpaced = createTransport(options, confidential);

  const sendBy =
    ({ exchange, contextOf }: typeof paced): XylinkClient['send'] =>
    async (prepared, call) => {
      const reply = await exchange(prepared, call);
      return parseReply(prepared.operation, reply, await contextOf(prepared, reply, call));
    };
  const askUnsigned: AskUnsigned = (operation, fields) => sendBy(unpaced)(prepareRequest(sender, operation, fields));
  const signers =
    'token' in auth
      ? signersByToken(auth)
      : signersByLogin(auth, { enterpriseId, clock, random, ask: askUnsigned, onTokens: rememberTokens });

  const send = sendBy(paced);
  const prepare: XylinkClient['prepare'] = async (operation, fields, call) => {
    demandOperation(operation);
    const signer = isLogin(operation) ? undefined : (await signers(call)).signer;
    return prepareRequest(sender, operation, fields, signer);
  };
  const ask = retryOnce({ signers, sleep, send, sender });
  return {
    ...meetingsOver(ask),
    ...callbacksOver(ask),
    prepare,
    prepareUnmodelledRequest: async (request, call) =>
      prepareUnmodelledRequest(sender, request, (await signers(call)).signer),
    send,
    exchange: paced.exchange,
    understand: (operation, reply) => parseReply(operation, reply, { confidential }),
  };
}
