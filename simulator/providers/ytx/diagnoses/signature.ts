import { timestampOf } from '../../../../contracts/ytx/china-time.js';
import { authorizationOf, signOf } from '../../../../contracts/ytx/signing.js';
import { digestEnds, type SignatureSeen } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { keysShown } from './recomputed.js';

const endsOf = (received: string | undefined): string => (received === undefined ? 'nothing' : digestEnds(received));

/** The Sign or the Authorization as it should have been beside what came, as far as that may be shown. */
export function signatureSeen(facts: Facts): SignatureSeen | undefined {
  const { subject, account, accountSID, timestamp, now } = facts;
  const keys = keysShown(facts);
  if (subject === 'sign' && account !== undefined) {
    return {
      name: 'Sign',
      canonical: keys.accountSID + keys.authToken + timestamp,
      expected: digestEnds(signOf(account, timestamp)),
      received: endsOf(facts.sign),
    };
  }
  if (subject === 'account') return undefined;
  const rightTimestamp = subject === 'timestamp' ? timestampOf(now) : timestamp;
  return {
    name: 'Authorization',
    canonical: `${keys.accountSID}|${rightTimestamp}`,
    expected: digestEnds(authorizationOf({ accountSID, timestamp: rightTimestamp })),
    received: endsOf(facts.header),
  };
}
