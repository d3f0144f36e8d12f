import { sinkPath } from '../../core/callbacks/sink.js';

/** Limits the number of concurrent deliveries of all spaces together. The space's own sink takes no slot. */
export interface DeliverySlots {
  /** Takes a slot for a receiver; undefined if one is free, else a promise that resolves when one is. */
  take(url: string): Promise<void> | undefined;
  /** Returns the slot of a receiver; the delivery that has waited longest takes it. */
  giveBack(url: string): void;
}

/** Creates `max` slots, first come first served. */
export function deliverySlots(max: number): DeliverySlots {
  const waiting = new Set<() => void>();
  let free = max;
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
