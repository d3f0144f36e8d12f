import { lookup as machineLookup } from 'node:dns';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { Courier, Parcel, Receipt } from '../../core/callbacks/transport.js';
import type { Pause } from '../weather/on-the-wire.js';
import type { Allowance } from './allowed-addresses.js';
import { receiptOf } from './delivery-trouble.js';
import { ReceiverIsSimulator, type SimulatorAt } from './guarded-lookup.js';
import { receiverOf } from './receiver.js';

/** What a courier needs; what is left out is the machine's. */
export interface CourierPorts {
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
 * Carries parcels over HTTP/1.1 to where the allowance lets it: one connection a parcel, straight to the receiver.
 *
 * A redirect is a reply like any other. Of a body 8 KiB are read; then the connection is cut, and that was the reply.
 * Nothing connects to a simulator of this process: its control API must not be reached from inside.
 */
export function courierOver({
  allowance,
  lookup = machineLookup,
  simulatorAt = () => undefined,
  pause,
}: CourierPorts): Courier {
  return async (parcel, timeoutMs, sink) => {
    const atSimulator = (owner: object): Receipt => sink?.(owner) ?? isSimulator;
    const receiver = receiverOf(parcel, { allowance, lookup, simulatorAt });
    if (!receiver.ok) return 'simulator' in receiver ? atSimulator(receiver.simulator) : receiver.receipt;
    const { request } = receiver.isSecure ? await import('node:https') : await import('node:http');
    const sending = begun(() => request(receiver.options));
    if (sending === undefined) return unwritable;
    return await carry(sending, parcel, { late: (then) => pause(timeoutMs, then), atSimulator });
  };
}

const isSimulator: Receipt = {
  outcome: 'not-allowed',
  says:
    'the receiver is a simulator of this process, which takes callbacks in the sink of the space that sends them only; ' +
    'use an address such as /_simulator/sink/mine',
};

const unwritable: Receipt = { outcome: 'not-allowed', says: 'what is to be sent has a header that HTTP does not know' };

/** Node throws at a header that cannot be written, before it does anything else. */
function begun(begin: () => ClientRequest): ClientRequest | undefined {
  try {
    return begin();
  } catch {
    return undefined;
  }
}

interface DeliveryEnds {
  /** Calls when the receiver is too late; what it returns calls that off. */
  readonly late: (then: () => void) => () => void;
  readonly atSimulator: (owner: object) => Receipt;
}

/** Sends a request that has just been made; whatever comes first settles it, and the connection goes with it. */
async function carry(request: ClientRequest, { body }: Parcel, { late, atSimulator }: DeliveryEnds): Promise<Receipt> {
  return new Promise((resolve) => {
    let isConnected = false;
    const settle = (receipt: Receipt): void => {
      callOff();
      resolve(receipt);
      request.destroy();
    };
    const fail = (error?: unknown): void => {
      settle(error instanceof ReceiverIsSimulator ? atSimulator(error.owner) : receiptOf(error, isConnected));
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
  readonly settle: (receipt: Receipt) => void;
  readonly fail: (error?: unknown) => void;
}

/** Reads a reply to its end, or as far as it is kept. */
function read(response: IncomingMessage, { settle, fail }: Ends): void {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const answered = (): void => {
    const body = Uint8Array.from(Buffer.concat(chunks).subarray(0, keptBytes));
    const { statusCode: status = 0, headers } = response;
    settle({ outcome: 'answered', reply: { status, contentType: headers['content-type'] ?? null, body } });
  };
  response.on('data', (chunk: Uint8Array) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= keptBytes) answered();
  });
  response.on('end', answered);
  response.on('error', fail);
  response.on('close', fail);
}
