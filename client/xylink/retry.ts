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

/** What sending and retrying need. */
interface RetryOptions {
  readonly sender: Sender;
  readonly signers: Signers;
  readonly sleep: Sleep;
  /** Sends a prepared request once. */
  readonly send: <Name extends XylinkOperation>(
    prepared: Prepared<Name>,
    options?: CallOptions,
  ) => Promise<XylinkAccepted<Name>>;
}

/** The pause before a retry, in ms: the window of the provider's limit has then passed. */
const pauseMs = 1000;

/** The longest pause, in ms: a caller does not expect a call to take longer. */
const maxPauseMs = 5000;

/**
 * Sends a request, and retries it once where that is safe: after a 401, with renewed tokens; a read also after a second,
 * when there was no connection or the provider was busy. It does not retry a change: only the caller knows whether it is
 * still wanted.
 */
export function retryOnce(options: RetryOptions): Ask {
  return async (operation, fields, call) => {
    try {
      return await sendSigned(options, operation, fields, call);
    } catch (error) {
      if (!canRetry(operation, error)) throw error;
      await raceAbort(options.sleep(pauseAfter(error)), call?.signal);
      return sendSigned(options, operation, fields, call);
    }
  };
}

/** The pause before a retry, in ms: that which the provider asks for, if it is longer. */
const pauseAfter = (error: unknown): number =>
  Math.max(pauseMs, isRefusedAs(error, []) ? (error.retryAfterMs ?? 0) : 0);

async function sendSigned<Name extends XylinkOperation>(
  { sender, signers, send }: RetryOptions,
  operation: Name,
  fields: XylinkFields<Name>,
  options: CallOptions | undefined,
): Promise<XylinkAccepted<Name>> {
  const { signer, replace } = await signers(options);
  try {
    return await send(prepareRequest(sender, operation, fields, signer), options);
  } catch (error) {
    if (replace === undefined || !isRefusal(error, 'accessTokenInvalid')) throw error;
    return send(prepareRequest(sender, operation, fields, await replace(options)), options);
  }
}

function canRetry(operation: XylinkOperation, error: unknown): boolean {
  if (operations[operation].method !== 'GET' || pauseAfter(error) > maxPauseMs) return false;
  return (
    (error instanceof NetworkError && !error.mayHaveHappened) || isRefusedAs(error, ['serviceBusy', 'tooManyRequests'])
  );
}

const isRefusal = (error: unknown, refusal: XylinkRefusalName): boolean => isRefusedAs(error, [refusal]);
