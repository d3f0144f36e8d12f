import { operations } from '../../contracts/xylink/generated.js';
import { isRefusedAs, NetworkError } from '../core/errors.js';
import type { Sleep } from '../core/ports.js';
import type { CallOptions, Prepared } from '../core/request.js';
import { raceAbort } from '../core/timeout.js';
import type { Ask } from './meetings.js';
import {
  prepareRequest,
  type Sender,
  type XylinkAccepted,
  type XylinkFields,
  type XylinkOperation,
  type XylinkRefusalName,
} from './request.js';
import type { Signers } from './signers.js';

/** What it takes to ask, and to ask again. */
interface Means {
  readonly sender: Sender;
  readonly signers: Signers;
  readonly sleep: Sleep;
  /** Sends a prepared request once. */
  readonly send: <Name extends XylinkOperation>(
    prepared: Prepared<Name>,
    options?: CallOptions,
  ) => Promise<XylinkAccepted<Name>>;
}

/** How long to wait before asking again, in ms: after that the provider's limit has forgotten whatever was refused. */
const pauseMs = 1000;

/**
 * Sends a request, and sends it a second time where that is safe: after a 401, with renewed tokens; and what only
 * reads, after a second, when there was no connection or the provider was busy. Whatever changes something is left to
 * its caller, who alone knows whether it is still wanted.
 */
export function retryOnce(means: Means): Ask {
  return async (operation, fields, options) => {
    try {
      return await sendSigned(means, operation, fields, options);
    } catch (error) {
      if (!isWorthAnother(operation, error)) throw error;
      await raceAbort(means.sleep(pauseMs), options?.signal);
      return sendSigned(means, operation, fields, options);
    }
  };
}

async function sendSigned<Name extends XylinkOperation>(
  { sender, signers, send }: Means,
  operation: Name,
  fields: XylinkFields<Name>,
  options: CallOptions | undefined,
): Promise<XylinkAccepted<Name>> {
  const { signer, instead } = await signers(options);
  try {
    return await send(prepareRequest(sender, operation, fields, signer), options);
  } catch (error) {
    if (instead === undefined || !isRefusal(error, 'accessTokenInvalid')) throw error;
    return send(prepareRequest(sender, operation, fields, await instead(options)), options);
  }
}

function isWorthAnother(operation: XylinkOperation, error: unknown): boolean {
  if (operations[operation].method !== 'GET') return false;
  return (error instanceof NetworkError && !error.mayHaveHappened) || isRefusal(error, 'serviceBusy');
}

const isRefusal = (error: unknown, refusal: XylinkRefusalName): boolean => isRefusedAs(error, [refusal]);
