import type { ExchangeBytes, Ring } from '../core/state/journal.js';

/** The limits of a journal; the first one reached applies. */
export interface RingLimits {
  readonly entries: number;
  readonly bytes: number;
}

const firstSize = 8 * 1024;

/** Numbers kept for each entry: the start of its bytes, the lengths of its request head, request and reply, and its memory. */
const fields = 5;
const nothing: ExchangeBytes = { requestHead: '', request: new Uint8Array(), reply: new Uint8Array() };
const noBytes = Buffer.alloc(0);
const noPlaces = new Float64Array();
/** Start of an entry that was too large to keep. */
const notKept = -1;

/**
 * Copies each exchange's bytes into one buffer and overwrites the oldest.
 *
 * A buffer is one object for the garbage collector; separate requests and replies would be thousands to promote. Idle
 * spaces stay small: the buffer is allocated for the first exchange, and doubles up to its limit.
 */
export function byteRing<Item>(limits: RingLimits): Ring<Item> {
  let buffer = noBytes;
  /** Entry n is in slot n modulo the limit; entries from `oldest` to before `next` are kept. */
  const items: (Item | undefined)[] = [];
  let places = noPlaces;
  let oldest = 0;
  let next = 0;
  let used = 0;
  let memoryBytes = 0;
  let end = 0;
  /** The maximum of bytes kept; less than the limit after `dropOlderHalf`. */
  let maxBytes = limits.bytes;

  const slotOf = (number: number): number => number % limits.entries;
  const place = (number: number, field: number): number => places[slotOf(number) * fields + field] ?? 0;
  const sizeOf = (number: number): number => place(number, 1) + place(number, 2) + place(number, 3);

  const drop = (): void => {
    used -= sizeOf(oldest);
    memoryBytes -= place(oldest, 4);
    items[slotOf(oldest)] = undefined;
    oldest += 1;
  };
  const firstUsedPlace = (): number => {
    for (let number = oldest; number < next; number += 1) if (sizeOf(number) > 0) return place(number, 0);
    return end;
  };
  /** Where `size` bytes fit in one piece now; undefined if older entries must be dropped first. */
  const roomFor = (size: number): number | undefined => {
    if (used === 0) return size <= buffer.length ? 0 : undefined;
    const start = firstUsedPlace();
    if (end <= start) return end + size <= start ? end : undefined;
    if (end + size <= buffer.length) return end;
    return size <= start ? 0 : undefined;
  };
  const grow = (): void => {
    const larger = Buffer.allocUnsafeSlow(Math.min(Math.max(buffer.length * 2, firstSize), maxBytes));
    end = 0;
    for (let number = oldest; number < next; number += 1) {
      const from = place(number, 0);
      if (from === notKept) continue;
      places[slotOf(number) * fields] = end;
      end += buffer.copy(larger, end, from, from + sizeOf(number));
    }
    buffer = larger;
  };
  const makeRoomFor = (size: number): number => {
    for (;;) {
      const room = roomFor(size);
      if (room !== undefined) return room;
      if (buffer.length < maxBytes) grow();
      else drop();
    }
  };
  const bytesAt = (number: number): ExchangeBytes | undefined => {
    const from = place(number, 0);
    if (number < oldest || from === notKept) return undefined;
    const request = from + place(number, 1);
    const reply = request + place(number, 2);
    // Copied: a returned value must not change when the ring is overwritten.
    const copy = (start: number, length: number): Uint8Array => new Uint8Array(buffer.subarray(start, start + length));
    return {
      requestHead: buffer.toString('latin1', from, request),
      request: copy(request, place(number, 2)),
      reply: copy(reply, place(number, 3)),
    };
  };

  const put = (item: Item, bytes: ExchangeBytes | undefined, memory: number): void => {
    if (places === noPlaces) places = new Float64Array(limits.entries * fields);
    if (next - oldest >= limits.entries) drop();
    const { requestHead, request, reply } = bytes ?? nothing;
    const size = requestHead.length + request.length + reply.length;
    const kept = bytes !== undefined && size <= maxBytes;
    const from = kept ? makeRoomFor(size) : notKept;
    const at = slotOf(next) * fields;
    items[slotOf(next)] = item;
    places[at] = from;
    places[at + 1] = kept ? requestHead.length : 0;
    places[at + 2] = kept ? request.length : 0;
    places[at + 3] = kept ? reply.length : 0;
    places[at + 4] = memory;
    next += 1;
    memoryBytes += memory;
    if (!kept) return;
    buffer.write(requestHead, from, 'latin1');
    buffer.set(request, from + requestHead.length);
    buffer.set(reply, from + requestHead.length + request.length);
    end = from + size;
    used += size;
  };
  const empty = (): void => {
    items.length = 0;
    oldest = next;
    used = 0;
    memoryBytes = 0;
    end = 0;
    buffer = noBytes;
  };
  function* entries(): ReturnType<Ring<Item>['entries']> {
    for (let number = oldest; number < next; number += 1) {
      const item = items[slotOf(number)];
      if (item !== undefined) yield { item, bytes: () => bytesAt(number) };
    }
  }

  return {
    push: put,
    entries,
    size: () => next - oldest,
    bytes: () => buffer.length + memoryBytes,
    dropOlderHalf() {
      const newer = [...entries()].slice(Math.ceil((next - oldest) / 2));
      const kept = newer.map(
        ({ item, bytes }, index) => [item, bytes(), place(next - newer.length + index, 4)] as const,
      );
      maxBytes = Math.max(1, Math.floor(Math.max(buffer.length, firstSize) / 2));
      empty();
      for (const [item, bytes, memory] of kept) put(item, bytes, memory);
    },
    clear() {
      maxBytes = limits.bytes;
      empty();
    },
  };
}
