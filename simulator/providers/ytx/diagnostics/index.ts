import { timestampOf } from '../../../../contracts/ytx/china-time.js';
import { authorizationOf, signOf } from '../../../../contracts/ytx/signing.js';
import {
  digestEnds,
  type Findings,
  hypothesesOf,
  type Mistake,
  type SignatureSeen,
} from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisAsked } from '../../../core/provider.js';
import { type Facts, factsOf, accountKeys } from './facts.js';
import { absent, doubleEncoding, headerForm } from './header.js';
import texts from './mistakes.json' with { type: 'json' };
import { digestPrinting, signForm, textParts, whose } from './sign.js';
import { timestampFormat } from './timestamp-format.js';
import { timestampAge, timestampsDiffer, timestampZone } from './timestamps.js';

/**
 * The likeliest first: what is missing, then what was done to a whole header or digest, then its text, then the time.
 * That a timestamp is too old or ahead only says what was refused, so whatever explains it comes before.
 *
 * Two things rest on the order. A twelve-hour clock in the afternoon shows what a clock at -04:00 does, and is likelier;
 * a token in the place of an accountSID also makes the header differ from the path, and says more.
 */
export const mistakes: readonly Mistake<Facts>[] = [
  ...absent,
  ...headerForm,
  ...doubleEncoding,
  ...digestPrinting,
  ...signForm,
  ...textParts,
  timestampFormat,
  ...timestampZone,
  timestampsDiffer,
  ...whose,
  ...timestampAge,
];

/** Looks for the mistake behind a refusal about who signed: each is made on purpose and compared with what came. */
export function diagnose(asked: DiagnosisAsked): Findings {
  const facts = factsOf(asked);
  if (facts === undefined) return { hypotheses: [] };
  const signature = describeSignature(facts);
  return { ...(signature !== undefined && { signature }), hypotheses: hypothesesOf(mistakes, facts, texts) };
}

const endsOf = (received: string | undefined): string => (received === undefined ? 'nothing' : digestEnds(received));

/** The Sign or the Authorization as it should have been beside what came, as far as that may be shown. */
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
