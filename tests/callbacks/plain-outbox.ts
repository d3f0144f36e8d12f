import type { Outbox } from '../../simulator/core/callbacks/outbox.js';
import type { QueuedEvent } from '../../simulator/core/callbacks/queued-event.js';

/** An event in the plain list: `isOut` while its delivery is under way. */
interface Listed {
  readonly queued: QueuedEvent;
  readonly isOut: boolean;
}

const order = (left: QueuedEvent, right: QueuedEvent): number => left.due - right.due || left.order - right.order;

/** The simplest outbox: one list, sorted on each read. The model that the fast outbox is compared with. */
export function plainOutbox(max: number): Outbox {
  let list: readonly Listed[] = [];
  let out: readonly QueuedEvent[] = [];
  let last = 0;
  let epoch = 0;
  const back = ({ id, epoch: of }: QueuedEvent): void => {
    out = out.filter((each) => each.id !== id || each.epoch !== of);
  };
  const inside = (): readonly QueuedEvent[] => list.flatMap(({ queued, isOut }) => (isOut ? [] : [queued])).sort(order);
  const knows = ({ id, epoch: of }: QueuedEvent): boolean =>
    list.some(({ queued }) => queued.id === id && queued.epoch === of);
  const without = (id: number): readonly Listed[] => list.filter(({ queued }) => queued.id !== id);
  const next = (url?: string): QueuedEvent | undefined =>
    inside().find(({ event }) => url === undefined || event.url === url);
  return {
    post({ withdraws, events }, posting) {
      list = list.filter(({ queued }) => !withdraws.includes(queued.event.subject));
      return events.map((event) => {
        last += 1;
        const fresh = { attempts: 0, effects: undefined, repeats: false };
        const queued = { ...posting, id: last, epoch, event, due: event.due, order: last, ...fresh };
        if (list.length < max) list = [...list, { queued, isOut: false }];
        return last;
      });
    },
    bytes: () => 0,
    boundReceivers: () => undefined,
    size: () => list.length,
    heads: () => inside().filter((queued) => queued === next(queued.event.url)),
    take(by, url) {
      const queued = next(url);
      if (queued === undefined || queued.due > by) return undefined;
      list = [...without(queued.id), { queued, isOut: true }];
      out = [...out, queued];
      return queued;
    },
    next,
    putBack(queued) {
      back(queued);
      if (!knows(queued)) return false;
      list = [...without(queued.id), { queued, isOut: false }];
      return true;
    },
    endDelivery(queued) {
      back(queued);
      if (knows(queued)) list = without(queued.id);
    },
    isCurrent: (queued) => queued.epoch === epoch,
    queuedEvents: inside,
    inDelivery: () => out,
    forgetScheduled(after) {
      list = list.filter(({ queued, isOut }) => isOut || queued.attempts > 0 || queued.event.due <= after);
    },
    clear() {
      list = [];
      out = [];
    },
    reset() {
      list = [];
      out = [];
      last = 0;
      epoch += 1;
    },
  };
}
