import type { Outbox } from '../../simulator/core/callbacks/outbox.js';
import type { Waiting } from '../../simulator/core/callbacks/queued-event.js';

/** One that a plain list knows of: `isOut` while it is on its way. */
interface Listed {
  readonly waiting: Waiting;
  readonly isOut: boolean;
}

const order = (left: Waiting, right: Waiting): number => left.due - right.due || left.order - right.order;

/** An outbox as anybody would write it who need not be quick: one list, sorted whenever somebody looks. */
export function plainOutbox(most: number): Outbox {
  let list: readonly Listed[] = [];
  let out: readonly Waiting[] = [];
  let last = 0;
  let epoch = 0;
  const back = ({ id, epoch: of }: Waiting): void => {
    out = out.filter((each) => each.id !== id || each.epoch !== of);
  };
  const inside = (): readonly Waiting[] => list.flatMap(({ waiting, isOut }) => (isOut ? [] : [waiting])).sort(order);
  const knows = ({ id, epoch: of }: Waiting): boolean =>
    list.some(({ waiting }) => waiting.id === id && waiting.epoch === of);
  const without = (id: number): readonly Listed[] => list.filter(({ waiting }) => waiting.id !== id);
  const next = (url?: string): Waiting | undefined =>
    inside().find(({ notice }) => url === undefined || notice.url === url);
  return {
    post({ withdraws, notices }, posting) {
      list = list.filter(({ waiting }) => !withdraws.includes(waiting.notice.about));
      return notices.map((notice) => {
        last += 1;
        const fresh = { attempts: 0, fate: undefined, repeats: false };
        const waiting = { ...posting, id: last, epoch, notice, due: notice.due, order: last, ...fresh };
        if (list.length < most) list = [...list, { waiting, isOut: false }];
        return last;
      });
    },
    bytes: () => 0,
    boundReceivers: () => undefined,
    size: () => list.length,
    heads: () => inside().filter((waiting) => waiting === next(waiting.notice.url)),
    take(by, url) {
      const waiting = next(url);
      if (waiting === undefined || waiting.due > by) return undefined;
      list = [...without(waiting.id), { waiting, isOut: true }];
      out = [...out, waiting];
      return waiting;
    },
    next,
    putBack(waiting) {
      back(waiting);
      if (!knows(waiting)) return false;
      list = [...without(waiting.id), { waiting, isOut: false }];
      return true;
    },
    settle(waiting) {
      back(waiting);
      if (knows(waiting)) list = without(waiting.id);
    },
    isOfNow: (waiting) => waiting.epoch === epoch,
    waiting: inside,
    underWay: () => out,
    forgetPlans(after) {
      list = list.filter(({ waiting, isOut }) => isOut || waiting.attempts > 0 || waiting.notice.due <= after);
    },
    clear() {
      list = [];
      out = [];
    },
    beginAnew() {
      list = [];
      out = [];
      last = 0;
      epoch += 1;
    },
  };
}
