import { lookup as machineLookup } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as requestOverHttp } from 'node:http';
import type { RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Transport, WebhookRequest, DeliveryResult } from '../../core/callbacks/transport.js';
import type { Schedule } from '../faults.js';
import {
  type Allowance,
  guardedLookup,
  notAllowedMessage,
  ReceiverIsSimulator,
  ReceiverNotAllowed,
  type SimulatorAt,
} from './receiver-guard.js';

/** The environment of the transport. Default: the machine's own. */
export interface TransportPorts {
  readonly allowance: Allowance;
  /** Resolves names as `dns.lookup` does. */
  readonly lookup?: LookupFunction;
  /** Finds the simulators of this process; without it, there are none. */
  readonly simulatorAt?: SimulatorAt;
  /** Waits for real time (ms) without keeping the process alive. */
  readonly schedule: Schedule;
}

/** The maximum number of bytes of a reply's body that are kept. */
const keptBytes = 8 * 1024;

/**
 * Sends webhook requests over HTTP/1.1 to allowed addresses, each on a new connection directly to the receiver.
 *
 * A redirect is not followed; it counts as the reply. The body is read up to 8 KiB; then the connection is closed, and
 * the reply counts as complete. It never connects to a simulator of this process, since the control API must not be
 * reachable from inside.
 */
export function httpTransport({
  allowance,
  lookup = machineLookup,
  simulatorAt = () => undefined,
  schedule,
}: TransportPorts): Transport {
  return async (webhook, timeoutMs, sink) => {
    const atSimulator = (owner: object): DeliveryResult => sink?.(owner) ?? isSimulator;
    const receiver = receiverOf(webhook, { allowance, lookup, simulatorAt });
    if (!receiver.ok) return 'simulator' in receiver ? atSimulator(receiver.simulator) : receiver.deliveryResult;
    const request = receiver.isSecure ? (await import('node:https')).request : requestOverHttp;
    const sending = openRequest(() => request(receiver.options));
    if (sending === undefined) return unwritable;
    deliveries.add(sending);
    return await sendAndRead(sending, webhook, { late: (then) => schedule(timeoutMs, then), atSimulator });
  };
}

const isSimulator: DeliveryResult = {
  outcome: 'not-allowed',
  says:
    'the receiver is a simulator of this process, which accepts callbacks only in the sink of the space that sends them; ' +
    'use an address such as /_simulator/sink/mine',
};

const unwritable: DeliveryResult = {
  outcome: 'not-allowed',
  says: 'the request has a header that HTTP does not allow',
};

const deliveries = new WeakSet<ClientRequest>();

/** Whether a request of this process is a delivery of a simulator. */
export const isDelivery = (request: ClientRequest): boolean => deliveries.has(request);

/** Node throws synchronously for an invalid header. */
function openRequest(open: () => ClientRequest): ClientRequest | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

interface DeliveryEnds {
  /** Calls when the time limit is over; the returned function cancels it. */
  readonly late: (then: () => void) => () => void;
  readonly atSimulator: (owner: object) => DeliveryResult;
}

/** Sends a request. The first event settles it and closes the connection. */
async function sendAndRead(
  request: ClientRequest,
  { body }: WebhookRequest,
  { late, atSimulator }: DeliveryEnds,
): Promise<DeliveryResult> {
  return new Promise((resolve) => {
    let isConnected = false;
    const settle = (deliveryResult: DeliveryResult): void => {
      callOff();
      resolve(deliveryResult);
      request.destroy();
    };
    const fail = (error?: unknown): void => {
      settle(error instanceof ReceiverIsSimulator ? atSimulator(error.owner) : resultOfDelivery(error, isConnected));
    };
    const callOff = late(() => {
      settle({ outcome: 'timed-out' });
    });
    request.on('socket', (socket) => {
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    request.on('error', fail);
    // The receiver upgraded without a request to do so; node reports that neither as a response nor as an error.
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      fail();
    });
    request.on('response', (response) => {
      read(response, { settle, fail });
    });
    request.end(body);
  });
}

interface Ends {
  readonly settle: (deliveryResult: DeliveryResult) => void;
  readonly fail: (error?: unknown) => void;
}

/** Reads a reply to its end, or up to the kept size. */
function read(response: IncomingMessage, { settle, fail }: Ends): void {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const finish = (): void => {
    const body = Uint8Array.from(Buffer.concat(chunks).subarray(0, keptBytes));
    const { statusCode: status = 0, headers } = response;
    settle({ outcome: 'answered', reply: { status, contentType: headers['content-type'] ?? null, body } });
  };
  response.on('data', (chunk: Uint8Array) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= keptBytes) finish();
  });
  response.on('end', finish);
  response.on('error', fail);
  response.on('close', fail);
}

/* Delivery errors in words. Of node's errors only the code is shown: a message may contain a URL. */

const unreachable: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'the connection was refused'],
  [/^(?:ENOTFOUND|EAI_\w+|ENODATA)$/, 'its name cannot be resolved'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT)$/, 'the host cannot be reached'],
  [/^(?:\w*CERT\w*|UNABLE_TO_\w+|ERR_TLS_\w+)$/, 'its certificate is not trusted'],
  [/^(?:EPROTO|ERR_SSL_\w+)$/, 'the TLS handshake failed'],
];

const broken: readonly (readonly [RegExp, string])[] = [
  [/^HPE_HEADER_OVERFLOW$/, 'its reply has more than 16 KiB of headers'],
  [/^HPE_/, 'its reply is not HTTP'],
];

/** The result of an attempt that failed with this error; `isConnected` is true if the request may have been sent. */
function resultOfDelivery(error: unknown, isConnected: boolean): DeliveryResult {
  if (error instanceof ReceiverNotAllowed) return { outcome: 'not-allowed', says: error.message };
  const code = codeOf(error);
  if (!isConnected) return { outcome: 'not-connected', says: inWords(unreachable, code, 'the connection failed') };
  return { outcome: 'broken-off', says: inWords(broken, code, 'the connection closed before the reply was complete') };
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^\w{1,60}$/.test(code) ? code : '';
}

function inWords(known: readonly (readonly [RegExp, string])[], code: string, fallback: string): string {
  const says = known.find(([shape]) => shape.test(code))?.[1] ?? fallback;
  return code === '' ? says : `${says} (${code})`;
}

/** The receiver as options of node's client; or the simulator of this process that it is; or why it is not allowed. */
type Receiver =
  | { readonly ok: true; readonly isSecure: boolean; readonly options: RequestOptions }
  | { readonly ok: false; readonly simulator: object }
  | { readonly ok: false; readonly deliveryResult: DeliveryResult };

/** The parts that decide which receivers are allowed. */
interface ReceiverPorts {
  readonly allowance: Allowance;
  readonly lookup: LookupFunction;
  readonly simulatorAt: SimulatorAt;
}

/** The maximum number of bytes of a reply's header. */
const headerBytes = 16 * 1024;

/**
 * The receiver of a webhook request; every connection is checked against the allowance. User and password of the URL
 * are not sent.
 */
function receiverOf(
  { url, headers, method = 'POST' }: WebhookRequest,
  { allowance, lookup, simulatorAt }: ReceiverPorts,
): Receiver {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !/^https?:$/.test(target.protocol))
    return refuseReceiver('the receiver is not an http or https URL');
  // `URL` has normalised every notation of an IPv4 address, such as `0x7f.1`.
  const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
  const isSecure = target.protocol === 'https:';
  const port = portOf(target);
  const simulator = isIP(host) === 0 ? undefined : simulatorAt(host, port);
  if (simulator !== undefined) return { ok: false, simulator };
  if (isIP(host) !== 0 && !allowance.allowsAddress(host)) return refuseReceiver(notAllowedMessage(host));
  return {
    ok: true,
    isSecure,
    options: {
      method,
      host,
      port,
      path: `${target.pathname}${target.search}`,
      headers,
      // A connection and an agent of its own: no connection stays open, and no proxy of the environment is used.
      agent: false,
      lookup: guardedLookup({ allowance, port, simulatorAt }, lookup),
      maxHeaderSize: headerBytes,
      // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED does not disable it.
      rejectUnauthorized: true,
    },
  };
}

const portOf = ({ protocol, port }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

const refuseReceiver = (says: string): Receiver => ({ ok: false, deliveryResult: { outcome: 'not-allowed', says } });
