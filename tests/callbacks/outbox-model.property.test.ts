import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Notice } from '../../simulator/core/callbacks/event.js';
import { type Outbox, outboxInMemory } from '../../simulator/core/callbacks/outbox.js';
import type { Posting, Waiting } from '../../simulator/core/callbacks/queued-event.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { plainOutbox } from './plain-outbox.js';

const posting: Posting = { provider: ytx, cause: undefined, named: [] };

/** Something that is done to an outbox; `out` is what was taken out of it and is still on its way. Gives what to compare. */
type Step = (outbox: Outbox, out: Waiting[]) => unknown;

const due = fc.integer({ min: 0, max: 9 });
const about = fc.constantFrom('a', 'b', 'c');
const url = fc.constantFrom('http://one/', 'http://other/');
const body = (): Uint8Array => new Uint8Array();
const notice: fc.Arbitrary<Notice> = fc.record({
  event: fc.constant('callRecord'),
  about,
  due,
  url,
  body: fc.constant(body),
});
const which = fc.nat(5);

const posts = fc.tuple(fc.subarray(['a', 'b', 'c'], { maxLength: 1 }), fc.array(notice, { maxLength: 4 })).map(
  ([withdraws, notices]): Step =>
    (outbox) =>
      outbox.post({ withdraws, notices }, posting),
);

const takes = fc.tuple(due, fc.option(url, { nil: undefined })).map(([by, from]): Step => (outbox, out) => {
  const waiting = outbox.take(by, from);
  if (waiting !== undefined) out.push(waiting);
  return waiting?.id;
});

const putsBack = fc.tuple(which, due, fc.nat(1)).map(([index, when, tries]): Step => (outbox, out) => {
  const [waiting] = out.splice(index, 1);
  return waiting && outbox.putBack({ ...waiting, due: when, attempts: waiting.attempts + tries });
});

const settles = which.map((index): Step => (outbox, out) => {
  const [waiting] = out.splice(index, 1);
  if (waiting !== undefined) outbox.settle(waiting);
  return waiting && outbox.isOfNow(waiting);
});

const forgets = due.map((after): Step => (outbox) => {
  outbox.forgetPlans(after);
});

const clears = fc.constantFrom('clear' as const, 'beginAnew' as const).map((how): Step => (outbox) => {
  outbox[how]();
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: posts, weight: 4 },
  { arbitrary: takes, weight: 4 },
  { arbitrary: putsBack, weight: 3 },
  { arbitrary: settles, weight: 2 },
  forgets,
  clears,
);

/** All that can be seen of an outbox. */
const seen = (outbox: Outbox): unknown => ({
  next: outbox.next()?.id,
  size: outbox.size(),
  waiting: outbox.waiting().map(({ id }) => id),
  underWay: outbox.underWay().map(({ id }) => id),
  heads: outbox.heads().map(({ id }) => id),
  nextForOne: outbox.next('http://one/')?.id,
});

test('an outbox is a list in order, whatever is done to it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [quick, plain] = [outboxInMemory(() => undefined, 8), plainOutbox(8)];
      const [quickOut, plainOut]: [Waiting[], Waiting[]] = [[], []];
      for (const take of steps) {
        expect(take(quick, quickOut)).toEqual(take(plain, plainOut));
        expect(seen(quick)).toEqual(seen(plain));
      }
    }),
    { numRuns: 500 },
  );
});
