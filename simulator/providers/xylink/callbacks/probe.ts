import { encodeUtf8 } from '../../../core/bytes.js';
import type { DeliveryResult } from '../../../core/callbacks/transport.js';
import type { ReceiverProbe } from '../../../core/provider.js';

/** ms. */
const timeoutMs = 500;

const registration = /\/callbacks(?:\?|$)/;

/** The request to a handler before its registration. The registration of a room's handler sends none, see the reading. */
export const handlerProbe: ReceiverProbe = {
  mayRegister: ({ method, targetForProvider }) => method === 'POST' && registration.test(targetForProvider),
  body: encodeUtf8('{}'),
  timeoutMs,
};

/** Whether a handler that gave this result may be registered. */
export const acceptsProbe = (result: DeliveryResult): boolean =>
  result.outcome === 'answered' && (Math.floor(result.reply.status / 100) === 2 || result.reply.status === 400);

/** The required result, for messages. */
export const probeInWords = `a reply from the handler to a POST of {} within ${timeoutMs} ms, with a status from 200 to 299 or 400`;

/** The result of a probe, for messages. */
export function resultInWords(result: DeliveryResult | undefined): string {
  if (result === undefined) return 'no probe';
  switch (result.outcome) {
    case 'answered':
      return `the status ${result.reply.status}`;
    case 'timed-out':
      return `no reply within ${timeoutMs} ms`;
    case 'not-connected':
    case 'broken-off':
    case 'not-allowed':
      return result.says;
  }
}
