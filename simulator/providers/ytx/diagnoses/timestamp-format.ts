import { timestampOf } from '../../../../contracts/ytx/china-time.js';
import { firstOf, type Mistake, type Reproduced } from '../../../core/diagnosis/mistakes.js';
import type { Facts } from './facts.js';
import { formatRead } from './format-read.js';
import { lookAlikes, spelledOut, spelledOutFiner } from './formats.js';
import { claimOver, keysShown, signedAs, signedText, withValues } from './recomputed.js';

/** A timestamp that does not say its instant in full is looked for so many seconds before and after now. */
const secondsSearched = 120;

const secondsAround = (now: number): readonly number[] =>
  Array.from({ length: 2 * secondsSearched + 1 }, (_, index) => now + (index - secondsSearched) * 1000);

/** The format in which this text is the instant, if it is one that has to be guessed. */
const lookAlikeOf = (instant: number, text: string): string | undefined =>
  lookAlikes(instant).find(([, each]) => each === text)?.[0];

const formatOf = (text: string, now: number): string | undefined =>
  formatRead(text) ?? firstOf(secondsAround(now), (instant) => lookAlikeOf(instant, text));

/** In the header the text can be read. */
function inHeader({ subject, claim, accountSID, account, now }: Facts): Reproduced | undefined {
  const isAsked = subject === 'authorization' || subject === 'timestamp';
  if (!isAsked || claim?.accountSID !== accountSID) return undefined;
  const format = formatOf(claim.timestamp, now);
  if (format === undefined) return undefined;
  return { signed: claimOver(claim.timestamp)(keysShown({ account })), values: { where: 'Authorization', format } };
}

/** The Sign is right for now; the header has a timestamp too, but one of another time. */
const inHeaderAlone = (facts: Facts): Reproduced | undefined =>
  firstOf(secondsAround(facts.now), (instant) => {
    const format = lookAlikeOf(instant, facts.timestamp);
    if (format === undefined) return undefined;
    return withValues(signedAs(facts, signedText(timestampOf(instant))), { where: 'Authorization', format });
  });

/** In a Sign the text is looked for, in the second that the header names. */
function inSign(facts: Facts): Reproduced | undefined {
  const { signedAt } = facts;
  const signedWith = (text: string, format?: string): Reproduced | undefined => {
    const found = signedAs(facts, signedText(text));
    return found && { ...found, values: { where: 'Sign', format: format ?? formatRead(text) ?? text } };
  };
  return (
    firstOf(lookAlikes(signedAt), ([format, text]) => signedWith(text, format)) ??
    firstOf(spelledOut(signedAt), (text) => signedWith(text)) ??
    firstOf(spelledOutFiner(signedAt), (text) => signedWith(text))
  );
}

/** The instant is right, but written in another format than `yyyyMMddHHmmss`. */
export const timestampFormat: Mistake<Facts> = {
  mistake: 'timestamp-format',
  reproduces(facts) {
    if (facts.subject !== 'sign') return inHeader(facts);
    return inSign(facts) ?? inHeaderAlone(facts);
  },
};
