import { sinkPath } from '../../core/callbacks/sink.js';

/** How many deliveries may be on their way at once, in all spaces together. The space's own sink takes no slot. */
export interface DeliverySlots {
  /** Takes a slot for a receiver; undefined if there is one at once, else it resolves when one has become free. */
  take(url: string): Promise<void> | undefined;
  /** Gives the slot of a receiver back; the delivery that has waited longest takes it. */
  giveBack(url: string): void;
}

/** So many slots, first come first served. */
export function deliverySlots(most: number): DeliverySlots {
  const waiting = new Set<() => void>();
  let free = most;
  const needsSlot = (url: string): boolean => !url.startsWith(sinkPath);
  return {
    take(url) {
      if (!needsSlot(url)) return undefined;
      if (free === 0) return new Promise((resolve) => waiting.add(resolve));
      free -= 1;
      return undefined;
    },
    giveBack(url) {
      if (!needsSlot(url)) return;
      const [next] = waiting;
      if (next === undefined) free += 1;
      else {
        waiting.delete(next);
        next();
      }
    },
  };
}
