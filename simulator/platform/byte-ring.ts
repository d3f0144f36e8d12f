import type { ExchangeBytes, Ring } from '../core/journal.js';

/** How much a journal keeps: whichever is reached first. */
export interface RingLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** An entry and where its bytes lie: head, request and reply follow each other from `from`. */
interface Slot<Note> {
  readonly note: Note;
  readonly from: number;
  readonly head: number;
  readonly request: number;
  readonly reply: number;
  readonly kept: boolean;
}

const firstSize = 64 * 1024;

const sizeOf = ({ head, request, reply }: Slot<unknown>): number => head + request + reply;

/**
 * Copies each exchange's bytes into one buffer and overwrites the oldest.
 *
 * Bytes in a buffer are one object for the garbage collector; kept requests and replies would be thousands that it has
 * to carry from generation to generation. The buffer doubles until it has reached its limit, so idle spaces stay small.
 */
export function byteRing<Note>(limits: RingLimits): Ring<Note> {
  let buffer = Buffer.allocUnsafeSlow(Math.min(firstSize, limits.bytes));
  /** Entry number n lies in slot n modulo the limit; those from `oldest` to before `next` are held. */
  let slots: (Slot<Note> | undefined)[] = [];
  let oldest = 0;
  let next = 0;
  let used = 0;
  let end = 0;

  function* held(): IterableIterator<Slot<Note>> {
    for (let number = oldest; number < next; number += 1) {
      const slot = slots[number % limits.entries];
      if (slot !== undefined) yield slot;
    }
  }
  const drop = (): void => {
    const slot = slots[oldest % limits.entries];
    if (slot !== undefined) used -= sizeOf(slot);
    slots[oldest % limits.entries] = undefined;
    oldest += 1;
  };
  const startOfUsed = (): number => {
    for (let number = oldest; number < next; number += 1) {
      const slot = slots[number % limits.entries];
      if (slot !== undefined && sizeOf(slot) > 0) return slot.from;
    }
    return end;
  };
  /** Where `size` bytes can lie in one piece now, or undefined when something has to give way. */
  const roomFor = (size: number): number | undefined => {
    if (used === 0) return size <= buffer.length ? 0 : undefined;
    const start = startOfUsed();
    if (end <= start) return end + size <= start ? end : undefined;
    if (end + size <= buffer.length) return end;
    return size <= start ? 0 : undefined;
  };
  const grow = (): void => {
    const larger = Buffer.allocUnsafeSlow(Math.min(buffer.length * 2, limits.bytes));
    end = 0;
    const moved = Array.from(held(), (slot) => {
      const from = end;
      end += buffer.copy(larger, from, slot.from, slot.from + sizeOf(slot));
      return { ...slot, from };
    });
    slots = [];
    moved.forEach((slot, index) => {
      slots[(oldest + index) % limits.entries] = slot;
    });
    buffer = larger;
  };
  const makeRoomFor = (size: number): number => {
    for (;;) {
      const room = roomFor(size);
      if (room !== undefined) return room;
      if (buffer.length < limits.bytes) grow();
      else drop();
    }
  };
  const bytesAt = ({ from, head, request, reply }: Slot<Note>): ExchangeBytes => ({
    head: buffer.toString('latin1', from, from + head),
    // Copied: what is handed out must not change when the ring moves on.
    request: Uint8Array.prototype.slice.call(buffer, from + head, from + head + request),
    reply: Uint8Array.prototype.slice.call(buffer, from + head + request, from + head + request + reply),
  });

  return {
    push(note, { head, request, reply }) {
      if (next - oldest >= limits.entries) drop();
      const size = head.length + request.length + reply.length;
      const kept = size <= limits.bytes;
      const from = kept ? makeRoomFor(size) : end;
      if (kept) {
        buffer.write(head, from, 'latin1');
        buffer.set(request, from + head.length);
        buffer.set(reply, from + head.length + request.length);
        end = from + size;
        used += size;
      }
      slots[next % limits.entries] = kept
        ? { note, from, head: head.length, request: request.length, reply: reply.length, kept }
        : { note, from, head: 0, request: 0, reply: 0, kept };
      next += 1;
    },
    *entries() {
      for (const slot of held()) yield { note: slot.note, bytes: () => (slot.kept ? bytesAt(slot) : undefined) };
    },
    size: () => next - oldest,
    clear() {
      slots = [];
      oldest = next;
      used = 0;
      end = 0;
    },
  };
}
