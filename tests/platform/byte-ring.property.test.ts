import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExchangeBytes, Ring } from '../../simulator/core/state/journal.js';
import { byteRing, type RingLimits } from '../../simulator/platform/byte-ring.js';

interface Kept {
  readonly note: number;
  readonly bytes: ExchangeBytes | undefined;
}

/** Bytes that identify the push they came from, so that a mix-up shows. */
const filled = (size: number, from: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (from + at) % 256);

function bytesOf(note: number, [head, request, reply]: readonly [number, number, number]): ExchangeBytes {
  const text = Array.from(filled(head, note), (code) => String.fromCharCode(code)).join('');
  return { requestHead: text, request: filled(request, note * 3), reply: filled(reply, note * 7) };
}

const sizeOf = (bytes: ExchangeBytes | undefined): number =>
  bytes === undefined ? 0 : bytes.requestHead.length + bytes.request.length + bytes.reply.length;
const total = (kept: readonly Kept[]): number => kept.reduce((sum, { bytes }) => sum + sizeOf(bytes), 0);

const held = (ring: Ring<number>): readonly Kept[] =>
  Array.from(ring.entries(), ({ item, bytes }) => ({ note: item, bytes: bytes() }));
const pushAll = (ring: Ring<number>, pushed: readonly Kept[]): void => {
  for (const { note, bytes } of pushed) if (bytes !== undefined) ring.push(note, bytes, 1);
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
/** With bytes as text, which jest compares at once and not one by one. */
const shown = (kept: readonly Kept[]): readonly unknown[] =>
  kept.map(({ note, bytes }) => [note, bytes && [bytes.requestHead, hex(bytes.request), hex(bytes.reply)]]);
const without = (kept: Kept, limits: RingLimits): Kept =>
  sizeOf(kept.bytes) > limits.bytes ? { note: kept.note, bytes: undefined } : kept;

const sizes = (max: number): fc.Arbitrary<readonly [number, number, number]> =>
  fc.tuple(fc.nat(max), fc.nat(max), fc.nat(max));
const pushes = (max: number): fc.Arbitrary<readonly Kept[]> =>
  fc
    .array(fc.oneof(sizes(max), fc.constant<readonly [number, number, number]>([0, 0, 0])), { maxLength: 60 })
    .map((each) => each.map((size, note) => ({ note, bytes: bytesOf(note, size) })));
const limited = fc.record({ entries: fc.integer({ min: 1, max: 12 }), bytes: fc.integer({ min: 1, max: 200 }) });
const settings = { seed: 20240607, numRuns: 300 };

describe('a ring of bytes', () => {
  test('holds the newest of what was pushed, oldest first, each byte as it was, within both limits', () => {
    fc.assert(
      fc.property(limited, pushes(40), (limits, pushed) => {
        const ring = byteRing<number>(limits);
        pushAll(ring, pushed);
        const kept = held(ring);
        const newest = pushed.slice(pushed.length - kept.length).map((each) => without(each, limits));
        expect(shown(kept)).toEqual(shown(newest));
        expect(kept.length).toBeLessThanOrEqual(limits.entries);
        expect(total(kept)).toBeLessThanOrEqual(limits.bytes);
      }),
      settings,
    );
  });

  test('gives up only what the limits ask for, and at most what lies in one piece too awkwardly', () => {
    fc.assert(
      fc.property(limited, pushes(12), (limits, pushed) => {
        const ring = byteRing<number>(limits);
        pushAll(ring, pushed);
        const kept = held(ring);
        if (kept.length === Math.min(pushed.length, limits.entries)) return;
        // Each entry lies in one piece, so that less than the largest may be lost at the end of the buffer, and as much
        // where the newest meets the oldest.
        const next = pushed[pushed.length - kept.length - 1];
        const largest = Math.max(...pushed.map(({ bytes }) => sizeOf(bytes)));
        expect(total(kept) + sizeOf(next?.bytes) + 2 * largest).toBeGreaterThan(limits.bytes);
      }),
      settings,
    );
  });

  test('holds all of it while both limits allow', () => {
    fc.assert(
      fc.property(pushes(12), (pushed) => {
        const ring = byteRing<number>({ entries: 60, bytes: 60 * 36 });
        pushAll(ring, pushed);
        expect(shown(held(ring))).toEqual(shown(pushed));
      }),
      settings,
    );
  });

  test('grows until it has reached its limit, and loses nothing on the way', () => {
    const limits = { entries: 1000, bytes: 1024 * 1024 };
    const pushed = Array.from({ length: 40 }, (_, note) => ({ note, bytes: bytesOf(note, [1000, 10_000, 15_000]) }));
    const ring = byteRing<number>(limits);
    pushAll(ring, pushed);
    expect(shown(held(ring))).toEqual(shown(pushed));
  });

  test('grows also after it has gone round', () => {
    const limits = { entries: 3, bytes: 1024 * 1024 };
    const small = Array.from({ length: 20 }, (_, note) => ({ note, bytes: bytesOf(note, [1, 9000, 9000]) }));
    const large = { note: 20, bytes: bytesOf(20, [5, 100_000, 200_000]) };
    const ring = byteRing<number>(limits);
    pushAll(ring, [...small, large]);
    expect(shown(held(ring))).toEqual(shown([...small.slice(-2), large]));
  });

  test('keeps what is larger than all of it as a note, and loses nothing else for it', () => {
    const ring = byteRing<number>({ entries: 3, bytes: 100 });
    const small = { note: 1, bytes: bytesOf(1, [10, 20, 30]) };
    pushAll(ring, [small, { note: 2, bytes: bytesOf(2, [1, 50, 50]) }]);
    expect(shown(held(ring))).toEqual(shown([small, { note: 2, bytes: undefined }]));
  });

  test('keeps what is exactly as large as all of it', () => {
    const ring = byteRing<number>({ entries: 3, bytes: 100 });
    const large = { note: 2, bytes: bytesOf(2, [0, 50, 50]) };
    pushAll(ring, [{ note: 1, bytes: bytesOf(1, [1, 0, 0]) }, large]);
    expect(shown(held(ring))).toEqual(shown([large]));
  });

  test('is empty once cleared, and then as good as new', () => {
    fc.assert(
      fc.property(limited, pushes(40), pushes(40), (limits, before, after) => {
        const used = byteRing<number>(limits);
        pushAll(used, before);
        used.clear();
        expect(held(used)).toEqual([]);
        const fresh = byteRing<number>(limits);
        pushAll(used, after);
        pushAll(fresh, after);
        expect(shown(held(used))).toEqual(shown(held(fresh)));
      }),
      settings,
    );
  });

  test('does not change what it handed out', () => {
    const ring = byteRing<number>({ entries: 5, bytes: 100 });
    const first = { note: 1, bytes: bytesOf(1, [10, 40, 40]) };
    pushAll(ring, [first]);
    const handedOut = held(ring);
    for (let note = 2; note < 20; note += 1) ring.push(note, bytesOf(note, [10, 40, 40]), 1);
    expect(shown(handedOut)).toEqual(shown([first]));
  });

  test('halved lets go of the older half, and keeps to half the bytes until it is cleared', () => {
    const ring = byteRing<number>({ entries: 100, bytes: 64 * 1024 });
    const pushed = Array.from({ length: 40 }, (_, note) => ({ note, bytes: bytesOf(note, [24, 1000, 1000]) }));
    pushAll(ring, pushed);
    const [before, bytes] = [held(ring), ring.bytes()];
    ring.dropOlderHalf();
    expect(shown(held(ring))).toEqual(shown(before.slice(Math.ceil(before.length / 2))));
    expect(ring.bytes()).toBeLessThanOrEqual(bytes / 2 + 40);
    pushAll(ring, pushed);
    expect(ring.bytes()).toBeLessThanOrEqual(bytes / 2 + 40);
    ring.clear();
    pushAll(ring, pushed);
    expect(ring.bytes()).toBe(bytes);
  });

  test('keeps bytes as they were when they were pushed', () => {
    const ring = byteRing<number>({ entries: 5, bytes: 100 });
    const request = Uint8Array.of(1, 2, 3);
    ring.push(1, { requestHead: 'GET /', request, reply: new Uint8Array() }, 1);
    request.fill(9);
    expect(held(ring)[0]?.bytes?.request).toEqual(Uint8Array.of(1, 2, 3));
  });
});
