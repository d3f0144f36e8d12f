import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Notice } from '../../simulator/core/callbacks/notice.js';
import type { Outbox } from '../../simulator/core/callbacks/outbox.js';
import { outboxInMemory } from '../../simulator/core/callbacks/outbox.js';
import type { Posting, Waiting } from '../../simulator/core/callbacks/waiting.js';
import { ytx } from '../../simulator/providers/ytx/index.js';

const posting: Posting = { provider: ytx, cause: undefined, named: [] };

const noticeOf = (due: number, about = 'a', url = 'http://one/'): Notice => ({
  event: 'callRecord',
  about,
  due,
  url,
  body: () => new Uint8Array(),
});

const never = (): never => {
  throw new Error('nothing was to be dropped');
};

const filled = (...notices: readonly Notice[]): Outbox => {
  const outbox = outboxInMemory(never);
  outbox.post({ withdraws: [], notices }, posting);
  return outbox;
};

/** The numbers of all that is taken out until nothing is due by then. */
function taken(outbox: Outbox, by = Infinity): readonly number[] {
  const ids: number[] = [];
  for (let next = outbox.take(by); next !== undefined; next = outbox.take(by)) ids.push(next.id);
  return ids;
}

function one(outbox: Outbox): Waiting {
  const waiting = outbox.take(Infinity);
  if (waiting === undefined) throw new Error('nothing waits');
  return waiting;
}

describe('an outbox', () => {
  test('gives out what is due, the soonest first, and in the order of posting what is due together', () => {
    const outbox = filled(noticeOf(30), noticeOf(10), noticeOf(20), noticeOf(10), noticeOf(10, 'a', 'http://other/'));
    expect(outbox.waiting().map(({ id }) => id)).toEqual([2, 4, 5, 3, 1]);
    expect(taken(outbox, 9)).toEqual([]);
    expect(taken(outbox, 20)).toEqual([2, 4, 5, 3]);
    expect(taken(outbox)).toEqual([1]);
  });

  test('gives out what is due for one receiver', () => {
    const outbox = filled(noticeOf(1), noticeOf(2, 'a', 'http://other/'), noticeOf(3, 'a', 'http://other/'));
    expect(outbox.heads().map(({ id }) => id)).toEqual([1, 2]);
    expect(outbox.take(2, 'http://other/')?.id).toBe(2);
    expect(outbox.take(2, 'http://other/')).toBeUndefined();
    expect(outbox.nextFor('http://other/')?.id).toBe(3);
    expect(outbox.take(3, 'http://nobody/')).toBeUndefined();
  });

  test('forgets what is withdrawn, before it takes up what comes in its place', () => {
    const outbox = filled(noticeOf(1), noticeOf(2, 'b'));
    outbox.post({ withdraws: ['a', 'nobody'], notices: [noticeOf(3)] }, posting);
    expect(outbox.waiting().map(({ id }) => id)).toEqual([2, 3]);
    expect(outbox.size()).toBe(2);
  });

  test('does not take back what was withdrawn while it was on its way', () => {
    const outbox = filled(noticeOf(1), noticeOf(2));
    const underWay = one(outbox);
    outbox.post({ withdraws: ['a'], notices: [noticeOf(3)] }, posting);
    expect(outbox.putBack({ ...underWay, due: 9 })).toBe(false);
    outbox.settle(underWay);
    expect(outbox.waiting().map(({ id }) => id)).toEqual([3]);
    expect(outbox.size()).toBe(1);
  });

  test('counts what is on its way until it is settled', () => {
    const outbox = filled(noticeOf(1));
    const underWay = one(outbox);
    expect([outbox.size(), outbox.waiting()]).toEqual([1, []]);
    expect(outbox.putBack({ ...underWay, due: 9 })).toBe(true);
    outbox.settle(one(outbox));
    outbox.settle(underWay);
    expect(outbox.size()).toBe(0);
    expect(outbox.putBack(underWay)).toBe(false);
  });

  test('forgets everything when it is cleared, what is on its way too, and counts on', () => {
    const outbox = filled(noticeOf(1), noticeOf(2));
    const underWay = one(outbox);
    outbox.clear();
    expect([outbox.size(), outbox.waiting(), outbox.heads()]).toEqual([0, [], []]);
    expect(outbox.isOfNow(underWay)).toBe(true);
    expect(outbox.putBack(underWay)).toBe(false);
    expect(outbox.post({ withdraws: [], notices: [noticeOf(5)] }, posting)).toEqual([3]);
  });

  test('knows nothing of what was on its way before it began anew', () => {
    const outbox = filled(noticeOf(1));
    const underWay = one(outbox);
    outbox.beginAnew();
    expect(outbox.post({ withdraws: [], notices: [noticeOf(5)] }, posting)).toEqual([1]);
    expect(outbox.isOfNow(underWay)).toBe(false);
    expect(outbox.putBack(underWay)).toBe(false);
    outbox.settle(underWay);
    expect(outbox.waiting().map(({ id, due }) => [id, due])).toEqual([[1, 5]]);
  });

  test('drops what it has no room for, with a number of its own', () => {
    const dropped: Waiting[] = [];
    const outbox = outboxInMemory((waiting) => dropped.push(waiting), 2);
    expect(outbox.post({ withdraws: [], notices: [1, 2, 3].map((due) => noticeOf(due)) }, posting)).toEqual([1, 2, 3]);
    expect(dropped.map(({ id }) => id)).toEqual([3]);
    const underWay = one(outbox);
    outbox.post({ withdraws: [], notices: [noticeOf(4)] }, posting);
    expect(dropped.map(({ id }) => id)).toEqual([3, 4]);
    outbox.settle(underWay);
    outbox.post({ withdraws: [], notices: [noticeOf(5)] }, posting);
    expect(taken(outbox)).toEqual([2, 5]);
  });

  test('forgets plans, but neither what is due nor what was tried', () => {
    const outbox = filled(noticeOf(1), noticeOf(2), noticeOf(5, 'b'), noticeOf(6, 'b'));
    outbox.putBack({ ...one(outbox), due: 8, attempts: 1 });
    outbox.forgetPlans(5);
    expect(outbox.waiting().map(({ id }) => id)).toEqual([2, 3, 1]);
    expect(outbox.size()).toBe(3);
  });

  test('keeps what is late already when plans are forgotten: nobody plans it again', () => {
    const outbox = filled(noticeOf(1));
    outbox.putBack({ ...one(outbox), due: 30 });
    outbox.forgetPlans(5);
    expect(outbox.waiting().map(({ id }) => id)).toEqual([1]);
  });

  test('does not grow when plans are made and withdrawn over and over', () => {
    const outbox = filled(noticeOf(1, 'first'));
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < 60_000; round += 1) {
      outbox.post({ withdraws: ['a'], notices: [noticeOf(100), noticeOf(101), noticeOf(102)] }, posting);
    }
    expect(outbox.size()).toBe(4);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(90 * 1024 * 1024);
  });
});

type Step =
  | { readonly does: 'post'; readonly withdraws: readonly string[]; readonly notices: readonly Notice[] }
  | { readonly does: 'take'; readonly by: number; readonly url: string | undefined }
  | { readonly does: 'putBack'; readonly which: number; readonly due: number; readonly tries: number }
  | { readonly does: 'settle'; readonly which: number }
  | { readonly does: 'forgetPlans'; readonly after: number }
  | { readonly does: 'clear' | 'beginAnew' };

const due = fc.integer({ min: 0, max: 9 });
const about = fc.constantFrom('a', 'b', 'c');
const url = fc.constantFrom('http://one/', 'http://other/');
const notice = fc.tuple(due, about, url).map(([when, what, where]) => noticeOf(when, what, where));
const which = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constant('post' as const),
    withdraws: fc.subarray(['a', 'b', 'c'], { maxLength: 1 }),
    notices: fc.array(notice, { maxLength: 4 }),
  }),
  fc.record({ does: fc.constant('take' as const), by: due, url: fc.option(url, { nil: undefined }) }),
  fc.record({ does: fc.constant('putBack' as const), which, due, tries: fc.nat(1) }),
  fc.record({ does: fc.constant('settle' as const), which }),
  fc.record({ does: fc.constant('forgetPlans' as const), after: due }),
  fc.record({ does: fc.constantFrom('clear' as const, 'beginAnew' as const) }),
);

/** One that a plain list knows of. */
interface Listed {
  readonly id: number;
  readonly planned: number;
  readonly about: string;
  readonly url: string;
  due: number;
  tried: boolean;
  isOut: boolean;
}

const most = 8;
const order = (left: Listed, right: Listed): number => left.due - right.due || left.id - right.id;

/** Takes the same steps with an outbox and with a plain list, and compares after each. */
function compare(steps: readonly Step[]): void {
  const outbox = outboxInMemory(() => undefined, most);
  let list: Listed[] = [];
  const out: { readonly waiting: Waiting; readonly listed: Listed }[] = [];
  let last = 0;
  const inside = (): Listed[] => list.filter(({ isOut }) => !isOut).sort(order);
  for (const each of steps) {
    if (each.does === 'post') {
      list = list.filter((listed) => !each.withdraws.includes(listed.about));
      outbox.post(each, posting);
      for (const { due: when, about: what, url: where } of each.notices) {
        last += 1;
        const listed = { id: last, planned: when, about: what, url: where, due: when, tried: false, isOut: false };
        if (list.length < most) list.push(listed);
      }
    } else if (each.does === 'take') {
      const waiting = outbox.take(each.by, each.url);
      const [listed] = inside().filter((one) => one.due <= each.by && (each.url === undefined || one.url === each.url));
      expect(waiting?.id).toBe(listed?.id);
      if (waiting === undefined || listed === undefined) continue;
      listed.isOut = true;
      out.push({ waiting, listed });
    } else if (each.does === 'putBack' || each.does === 'settle') {
      const [mine] = out.splice(each.which, 1);
      if (mine === undefined) continue;
      const { waiting, listed } = mine;
      const isKnown = list.includes(listed);
      if (each.does === 'settle') {
        outbox.settle(waiting);
        list = list.filter((one) => one !== listed);
      } else {
        expect(outbox.putBack({ ...waiting, due: each.due, attempts: waiting.attempts + each.tries })).toBe(isKnown);
        Object.assign(listed, { due: each.due, tried: listed.tried || each.tries > 0, isOut: false });
      }
    } else if (each.does === 'forgetPlans') {
      outbox.forgetPlans(each.after);
      list = list.filter(({ isOut, tried, planned }) => isOut || tried || planned <= each.after);
    } else {
      outbox[each.does]();
      list = [];
      if (each.does === 'beginAnew') last = 0;
    }
    expect(outbox.size()).toBe(list.length);
    expect(outbox.waiting().map(({ id }) => id)).toEqual(inside().map(({ id }) => id));
    const [first] = inside();
    expect(outbox.heads()[0]?.id).toBe(first?.id);
  }
}

test('an outbox is a list in order, whatever is done to it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      compare(steps);
    }),
    { numRuns: 500 },
  );
});
