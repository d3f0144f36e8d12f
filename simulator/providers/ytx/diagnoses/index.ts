import { type Findings, hypothesesOf, type Mistake } from '../../../core/diagnosis/mistakes.js';
import type { DiagnosisAsked } from '../../../core/provider.js';
import { absent } from './absent.js';
import { digestPrinting } from './digest-printing.js';
import { doubleEncoding } from './double-encoding.js';
import { type Facts, factsOf } from './facts.js';
import { headerForm } from './header-form.js';
import texts from './mistakes.json' with { type: 'json' };
import { signatureSeen } from './signature.js';
import { signForm } from './sign-form.js';
import { textParts } from './text-parts.js';
import { timestampAge } from './timestamp-age.js';
import { timestampFormat } from './timestamp-format.js';
import { timestampZone } from './timestamp-zone.js';
import { timestampsDiffer } from './two-clocks.js';
import { whose } from './whose.js';

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
  const signature = signatureSeen(facts);
  return { ...(signature !== undefined && { signature }), hypotheses: hypothesesOf(mistakes, facts, texts) };
}
