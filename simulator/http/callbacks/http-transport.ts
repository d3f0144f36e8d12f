import { lookup as machineLookup } from 'node:dns';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Transport, WebhookRequest, DeliveryResult } from '../../core/callbacks/transport.js';
import type { Pause } from '../faults.js';
import {
  type Allowance,
  guardedLookup,
  notAllowedMessage,
  ReceiverIsSimulator,
  ReceiverNotAllowed,
  type SimulatorAt,
} from './receiver-guard.js';

/** What the transport needs; the machine's own by default. */
export interface TransportPorts {
  readonly allowance: Allowance;
  /** Resolves names as `dns.lookup` does. */
  readonly lookup?: LookupFunction;
  /** Finds the simulators of this process; without it, there are none. */
  readonly simulatorAt?: SimulatorAt;
  /** Lets real time (ms) pass; it is no reason for the process to stay. */
  readonly pause: Pause;
}

/** The most that is kept of a reply's body, bytes. */
const keptBytes = 8 * 1024;

/**
 * Sends webhook requests over HTTP/1.1 to the addresses that the allowance permits: one connection a request, straight to the receiver.
 *
 * A redirect is a reply like any other. Of a body 8 KiB are read; then the connection is cut, and that was the reply.
 * Nothing connects to a simulator of this process: its control API must not be reached from inside.
 */
export function httpTransport({
  allowance,
  lookup = machineLookup,
  simulatorAt = () => undefined,
  pause,
}: TransportPorts): Transport {
  return async (webhook, timeoutMs, sink) => {
    const atSimulator = (owner: object): DeliveryResult => sink?.(owner) ?? isSimulator;
    const receiver = receiverOf(webhook, { allowance, lookup, simulatorAt });
    if (!receiver.ok) return 'simulator' in receiver ? atSimulator(receiver.simulator) : receiver.deliveryResult;
    const { request } = receiver.isSecure ? await import('node:https') : await import('node:http');
    const sending = openRequest(() => request(receiver.options));
    if (sending === undefined) return unwritable;
    return await carry(sending, webhook, { late: (then) => pause(timeoutMs, then), atSimulator });
  };
}

const isSimulator: DeliveryResult = {
  outcome: 'not-allowed',
  says:
    'the receiver is a simulator of this process, which takes callbacks in the sink of the space that sends them only; ' +
    'use an address such as /_simulator/sink/mine',
};

const unwritable: DeliveryResult = {
  outcome: 'not-allowed',
  says: 'what is to be sent has a header that HTTP does not know',
};

/** Node throws at a header that cannot be written, before it does anything else. */
function openRequest(open: () => ClientRequest): ClientRequest | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

interface DeliveryEnds {
  /** Calls when the receiver is too late; what it returns calls that off. */
  readonly late: (then: () => void) => () => void;
  readonly atSimulator: (owner: object) => DeliveryResult;
}

/** Sends a request that has just been made; whatever comes first settles it, and the connection goes with it. */
async function carry(
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
    // Nobody asked to change the protocol; node tells of it neither as a response nor as an error.
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

/** Reads a reply to its end, or as far as it is kept. */
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

/*
 * What went wrong with a delivery, in words. Of node's errors only the code is repeated: a message may hold a URL.
 */

const unreachable: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'nobody listens there'],
  [/^(?:ENOTFOUND|EAI_\w+|ENODATA)$/, 'its name cannot be resolved'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT)$/, 'there is no way to there'],
  [/^(?:\w*CERT\w*|UNABLE_TO_\w+|ERR_TLS_\w+)$/, 'its certificate is not trusted'],
  [/^(?:EPROTO|ERR_SSL_\w+)$/, 'it does not speak TLS as it should'],
];

const broken: readonly (readonly [RegExp, string])[] = [
  [/^HPE_HEADER_OVERFLOW$/, 'its reply has more than 16 KiB of headers'],
  [/^HPE_/, 'what it answered is no HTTP reply'],
];

/** What an error makes of an attempt; `isConnected` says whether the request could be written by then. */
function resultOfDelivery(error: unknown, isConnected: boolean): DeliveryResult {
  if (error instanceof ReceiverNotAllowed) return { outcome: 'not-allowed', says: error.message };
  const code = codeOf(error);
  if (!isConnected) return { outcome: 'not-connected', says: inWords(unreachable, code, 'no connection came about') };
  return { outcome: 'broken-off', says: inWords(broken, code, 'the connection ended before a whole reply had come') };
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^\w{1,60}$/.test(code) ? code : '';
}

function inWords(known: readonly (readonly [RegExp, string])[], code: string, otherwise: string): string {
  const says = known.find(([shape]) => shape.test(code))?.[1] ?? otherwise;
  return code === '' ? says : `${says} (${code})`;
}

/** Where a webhook request goes, as node's client takes it; which simulator of this process it would reach; or why it goes nowhere. */
type Receiver =
  | { readonly ok: true; readonly isSecure: boolean; readonly options: RequestOptions }
  | { readonly ok: false; readonly simulator: object }
  | { readonly ok: false; readonly deliveryResult: DeliveryResult };

/** What decides where a webhook request may go. */
interface ReceiverPorts {
  readonly allowance: Allowance;
  readonly lookup: LookupFunction;
  readonly simulatorAt: SimulatorAt;
}

/** The most that the header of a reply may hold, bytes. */
const headerBytes = 16 * 1024;

/** The receiver of a webhook request; every way there goes past the allowance. User and password of the URL stay here. */
function receiverOf(
  { url, headers, method = 'POST' }: WebhookRequest,
  { allowance, lookup, simulatorAt }: ReceiverPorts,
): Receiver {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !/^https?:$/.test(target.protocol))
    return refuseReceiver('the receiver has no http or https URL');
  // `URL` has made a dotted quad of every spelling of an IPv4 address by now, `0x7f.1` too.
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
      // A connection of its own, by an agent of its own: none is left over, and no proxy of the environment is asked.
      agent: false,
      lookup: guardedLookup({ allowance, port, simulatorAt }, lookup),
      maxHeaderSize: headerBytes,
      // Said aloud, it is not undone by NODE_TLS_REJECT_UNAUTHORIZED.
      rejectUnauthorized: true,
    },
  };
}

const portOf = ({ protocol, port }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

const refuseReceiver = (says: string): Receiver => ({ ok: false, deliveryResult: { outcome: 'not-allowed', says } });
