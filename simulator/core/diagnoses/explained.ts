import type { Findings, Hypothesis } from '../diagnosis.js';
import type { Diagnosis, LikelyMistake } from './diagnosis.js';
import { firstDifference } from './first-difference.js';
import type { Language } from './sentences.js';

/** How findings are told. */
export interface Telling {
  readonly language: Language;
  /** Takes credentials out of a text. */
  readonly clean: (text: string) => string;
  /** The same for a text that was signed, whose known ids stay. */
  readonly cleanSigned: (text: string) => string;
}

/** What a provider found, in one language and free of credentials; texts are compared as they are shown. */
export function explained(
  { signature, hypotheses }: Findings,
  telling: Telling,
): Pick<Diagnosis, 'signature' | 'hypotheses'> {
  const { clean, cleanSigned } = telling;
  if (signature === undefined) return { hypotheses: hypotheses.map((each) => told(each, undefined, telling)) };
  const { name, canonical, expected, received } = signature;
  const shown = {
    name,
    canonical: cleanSigned(canonical),
    expected: clean(expected),
    received: clean(received),
  };
  return { signature: shown, hypotheses: hypotheses.map((each) => told(each, shown.canonical, telling)) };
}

function told(
  { mistake, says, fix, signed }: Hypothesis,
  canonical: string | undefined,
  { language, clean, cleanSigned }: Telling,
): LikelyMistake {
  const likely = { mistake, says: clean(says[language]), fix: clean(fix[language]) };
  if (signed === undefined) return likely;
  const shown = cleanSigned(signed);
  const difference = canonical === undefined ? undefined : firstDifference(canonical, shown);
  return { ...likely, signed: shown, ...(difference !== undefined && { firstDifference: difference }) };
}
