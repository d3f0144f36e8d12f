import { timestampOf } from '../../../../contracts/ytx/china-time.js';
import { authorizationOf, signOf } from '../../../../contracts/ytx/signing.js';
import {
  digestEnds,
  type Findings,
  hypothesesOf,
  type Mistake,
  type SignatureSeen,
} from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisInput } from '../../../core/provider.js';
import { type Facts, factsOf, accountKeys } from './facts.js';
import { missingCredentials, doubleEncoding, headerForm } from './header.js';
import texts from './mistakes.json' with { type: 'json' };
import { digestPrinting, signForm, textParts, wrongAccount } from './sign.js';
import { timestampFormat } from './timestamp-format.js';
import { timestampAge, timestampsDiffer, timestampZone } from './timestamps.js';

/**
 * The likeliest first: missing credentials, then a wrong encoding, then a wrong text, then the time. A timestamp that
 * is too old or ahead only repeats the refusal, so every explanation of it comes before.
 *
 * Two cases depend on the order. A twelve-hour clock in the afternoon looks like a clock at -04:00, and is likelier; a
 * token in the place of an accountSID also makes the header differ from the path, and explains more.
 */
export const mistakes: readonly Mistake<Facts>[] = [
  ...missingCredentials,
  ...headerForm,
  ...doubleEncoding,
  ...digestPrinting,
  ...signForm,
  ...textParts,
  timestampFormat,
  ...timestampZone,
  timestampsDiffer,
  ...wrongAccount,
  ...timestampAge,
];

/** Finds the mistake behind a refusal about the signer: makes each mistake on purpose and compares the result. */
export function diagnose(asked: DiagnosisInput): Findings {
  const facts = factsOf(asked);
  if (facts === undefined) return { hypotheses: [] };
  const signature = describeSignature(facts);
  return { ...(signature !== undefined && { signature }), hypotheses: hypothesesOf(mistakes, facts, texts) };
}

const endsOf = (received: string | undefined): string => (received === undefined ? 'nothing' : digestEnds(received));

/** The correct Sign or Authorization and the received one, as far as they may be shown. */
function describeSignature(facts: Facts): SignatureSeen | undefined {
  const { subject, account, accountSID, timestamp, now } = facts;
  const keys = accountKeys(facts);
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
