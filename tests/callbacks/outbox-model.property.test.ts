import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CallbackEvent } from '../../simulator/core/callbacks/event.js';
import { type Outbox, outboxInMemory } from '../../simulator/core/callbacks/outbox.js';
import type { EventOrigin, QueuedEvent } from '../../simulator/core/callbacks/queued-event.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { plainOutbox } from './plain-outbox.js';

const posting: EventOrigin = { provider: ytx, cause: undefined, urlScenarios: [] };

/** Something that is done to an outbox; `out` is what was taken out of it and is still on its way. Gives what to compare. */
type Step = (outbox: Outbox, out: QueuedEvent[]) => unknown;

const due = fc.integer({ min: 0, max: 9 });
const subject = fc.constantFrom('a', 'b', 'c');
const url = fc.constantFrom('http://one/', 'http://other/');
const body = (): Uint8Array => new Uint8Array();
const event: fc.Arbitrary<CallbackEvent> = fc.record({
  type: fc.constant('callRecord'),
  subject,
  due,
  url,
  body: fc.constant(body),
});
const which = fc.nat(5);

const posts = fc.tuple(fc.subarray(['a', 'b', 'c'], { maxLength: 1 }), fc.array(event, { maxLength: 4 })).map(
  ([withdraws, events]): Step =>
    (outbox) =>
      outbox.post({ withdraws, events }, posting),
);

const takes = fc.tuple(due, fc.option(url, { nil: undefined })).map(([by, from]): Step => (outbox, out) => {
  const queued = outbox.take(by, from);
  if (queued !== undefined) out.push(queued);
  return queued?.id;
});

const putsBack = fc.tuple(which, due, fc.nat(1)).map(([index, when, tries]): Step => (outbox, out) => {
  const [queued] = out.splice(index, 1);
  return queued && outbox.putBack({ ...queued, due: when, attempts: queued.attempts + tries });
});

const settles = which.map((index): Step => (outbox, out) => {
  const [queued] = out.splice(index, 1);
  if (queued !== undefined) outbox.endDelivery(queued);
  return queued && outbox.isCurrent(queued);
});

const forgets = due.map((after): Step => (outbox) => {
  outbox.forgetScheduled(after);
});

const clears = fc.constantFrom('clear' as const, 'reset' as const).map((how): Step => (outbox) => {
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
  queued: outbox.queuedEvents().map(({ id }) => id),
  underWay: outbox.inDelivery().map(({ id }) => id),
  heads: outbox.heads().map(({ id }) => id),
  nextForOne: outbox.next('http://one/')?.id,
});

test('an outbox behaves like an ordered list under any sequence of operations', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [quick, plain] = [outboxInMemory(() => undefined, 8), plainOutbox(8)];
      const [quickOut, plainOut]: [QueuedEvent[], QueuedEvent[]] = [[], []];
      for (const take of steps) {
        expect(take(quick, quickOut)).toEqual(take(plain, plainOut));
        expect(seen(quick)).toEqual(seen(plain));
      }
    }),
    { numRuns: 500 },
  );
});
