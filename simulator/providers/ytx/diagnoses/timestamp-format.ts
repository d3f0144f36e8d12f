import type { Mistake, Reproduced } from '../../../core/diagnosis.js';
import type { Facts } from './facts.js';
import type { Formatted } from './formats.js';
import { finerFormatsOf, formatsOf, instantsIn, lookAlikes } from './formats.js';
import { claimOver, keysShown, signedAs, signedText } from './recomputed.js';

/** A timestamp that does not say its instant in full is looked for so many seconds before and after now. */
const secondsSearched = 120;

/** A Sign over milliseconds is looked for in every one of the second that Authorization names. */
const millisecondsSearched = 1000;

const secondsAround = (now: number): readonly number[] =>
  Array.from({ length: 2 * secondsSearched + 1 }, (_, index) => now + (index - secondsSearched) * 1000);

const everyMillisecond = Array.from({ length: millisecondsSearched }, (_, millisecond) => millisecond);

const secondOf = (instant: number): number => Math.floor(instant / 1000) * 1000;

/** Every format of what the claim's timestamp may mean, that it is compared with. */
function* candidates({ subject, claim, now }: Facts): Iterable<Formatted> {
  if (subject === 'authorization') {
    for (const instant of instantsIn(claim?.timestamp ?? '')) {
      yield* formatsOf(instant);
      yield* finerFormatsOf(secondOf(instant), [instant % 1000]);
    }
  }
  for (const instant of secondsAround(now)) {
    yield* subject === 'authorization' ? formatsOf(instant) : lookAlikes(instant);
  }
}

function claimed(facts: Facts): Reproduced | undefined {
  const { subject, claim, accountSID } = facts;
  const isAsked = subject === 'authorization' || subject === 'timestamp';
  if (!isAsked || claim?.accountSID !== accountSID) return undefined;
  for (const [format, text] of candidates(facts)) {
    if (text === claim.timestamp) return { signed: claimOver(text)(keysShown(facts)), values: { format } };
  }
  return undefined;
}

function* signCandidates({ signedAt }: Facts): Iterable<Formatted> {
  yield* formatsOf(signedAt);
  yield* finerFormatsOf(signedAt, everyMillisecond);
}

function signed(facts: Facts): Reproduced | undefined {
  if (facts.subject !== 'sign') return undefined;
  for (const [format, timestamp] of signCandidates(facts)) {
    const found = signedAs(facts, signedText(timestamp));
    if (found !== undefined) return { ...found, values: { format } };
  }
  return undefined;
}

/** The instant is right, but written in another format than `yyyyMMddHHmmss`. */
export const timestampFormat: Mistake<Facts> = {
  mistake: 'timestamp-format',
  reproduces: (facts) => claimed(facts) ?? signed(facts),
};
