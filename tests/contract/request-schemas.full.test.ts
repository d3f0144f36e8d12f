import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Provider } from '../../simulator/core/provider.js';
import { type AnyReadingOptions, defaultOptions } from '../../simulator/core/pipeline/reading.js';
import type { IncomingRequest } from '../../simulator/index.js';
import { decoders } from '../support/decoded-request.js';
import { beyondTheSchema, refusedByForm, seenOfForm } from '../support/form-checks.js';
import { changedAt, changes, placesIn, valuesOf } from '../support/json-schema-arbitrary.js';
import { encoded } from '../support/signed-request.js';
import {
  type Accepted,
  acceptedRequests,
  type Fields,
  isAccepted,
  judged,
  operations,
  space,
  wrongAmong,
} from './judged-requests.js';

const accepted = await acceptedRequests();

/** Why a request that satisfies its schema has no right form; undefined when it has. */
function rejectionReason(
  provider: Provider,
  operation: string,
  request: IncomingRequest,
  readings: AnyReadingOptions,
): string | undefined {
  const refusedBy = refusedByForm(provider, request, readings);
  if (refusedBy === undefined) return undefined;
  const value = (decoders[provider.name]?.(operation, request, readings) ?? {}) as Fields;
  return beyondTheSchema[refusedBy]?.(value) === true ? undefined : refusedBy;
}

type Trial = Pick<Accepted, 'provider' | 'operation' | 'request' | 'readings'> & Partial<Pick<Accepted, 'earlier'>>;

/** Whether a request satisfies its schema; if it does, its form is right, and if not, it is not accepted. */
function holdsWith({ provider, operation, request, ...given }: Trial): boolean {
  const { readings } = given;
  const satisfies = judged(provider.name, operation, request, readings).length === 0;
  if (satisfies) expect(rejectionReason(provider, operation, request, readings)).toBeUndefined();
  else expect(isAccepted(provider, request, given)).toBe(false);
  return satisfies;
}

const decodedOf = ({ provider, operation, request, readings }: Accepted): Fields =>
  decoders[provider.name]?.(operation, request, readings) as Fields;

/** A request of an operation, decoded, with what has to be asked before it. */
interface Base {
  readonly value: Fields;
  readonly earlier: readonly IncomingRequest[];
}

/** What the included world accepts of an operation: what a case asked for, decoded and encoded again. */
function basesOf(wanted: string): readonly Base[] {
  const usable = accepted
    .filter(({ operation }) => operation === wanted)
    .map((each) => ({ ...each, value: decodedOf(each) }))
    .filter(({ provider, value, earlier }) => {
      const request = encoded(provider.name, wanted, { value, space });
      return isAccepted(provider, request, { readings: defaultOptions(provider.readings), earlier });
    });
  return [...new Map(usable.map(({ value, earlier }) => [JSON.stringify(value), { value, earlier }])).values()];
}

const chosenIn = ({ readings }: Provider): fc.Arbitrary<AnyReadingOptions> =>
  fc.record(
    Object.fromEntries(
      Object.entries(readings).map(([name, { default: usual, options }]) => [
        name,
        fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...Object.keys(options))),
      ]),
    ),
  );

const runs = { seed: 20261129, numRuns: 100 };

describe('the request schemas', () => {
  test('are satisfied by every request that a contract case has accepted', () => {
    expect(wrongAmong(accepted)).toEqual([]);
    expect(new Set(accepted.map(({ operation }) => operation))).toEqual(
      new Set(operations.map((each) => each.operation)),
    );
  });

  test('are held against the checks that look at nothing but the form', () => {
    const seen = operations.flatMap(({ provider, operation }) =>
      basesOf(operation).flatMap(({ value }) => {
        const request = encoded(provider.name, operation, { value, space });
        return seenOfForm(provider, request, defaultOptions(provider.readings))?.checks ?? [];
      }),
    );
    const names = new Set(seen);
    for (const check of Object.keys(beyondTheSchema)) expect(names).toContain(check);
    for (const check of ['ytx/fields-are-text', 'ytx/creator-is-a-phone', 'xylink/group-list-is-a-list']) {
      expect(names).toContain(check);
    }
    for (const check of [
      'ytx/sign-is-right',
      'ytx/booktime-is-not-past',
      'xylink/room-exists',
      'xylink/client-is-known',
    ]) {
      expect(names).not.toContain(check);
    }
  });
});

describe.each(operations)('the request schema of $operation', ({ operation, provider, schema }) => {
  test('lets accepted requests be decoded, encoded again, and accepted', () => {
    const plain = accepted.filter((each) => each.isPlain && each.operation === operation).map(decodedOf);
    const bases = basesOf(operation);
    expect(bases.length).toBeGreaterThan(0);
    expect(bases.map(({ value }) => value)).toEqual(expect.arrayContaining(plain));
  });

  test('has only values whose form is right', () => {
    let right = 0;
    fc.assert(
      fc.property(valuesOf(schema), chosenIn(provider), (value, readings) => {
        const request = encoded(provider.name, operation, { value: value as Fields, space });
        // A reading may take an empty text away, and then the request is another.
        if (holdsWith({ provider, operation, request, readings })) right += 1;
      }),
      runs,
    );
    expect(right).toBeGreaterThan(runs.numRuns / 4);
  });

  test('is broken by no request that is accepted, and satisfied by none whose form is wrong', () => {
    const places = placesIn(schema);
    if (places.length === 0) return;
    const bases = basesOf(operation);
    let broken = 0;
    const changed = fc.record({
      base: fc.constantFrom(...bases),
      place: fc.constantFrom(...places),
      change: changes,
      readings: chosenIn(provider),
    });
    fc.assert(
      fc.property(changed, ({ base: { value, earlier }, place, change, readings }) => {
        const request = encoded(provider.name, operation, { value: changedAt(value, place, change) as Fields, space });
        if (!holdsWith({ provider, operation, request, readings, earlier })) broken += 1;
      }),
      { ...runs, numRuns: runs.numRuns + 30 * places.length },
    );
    expect(broken).toBeGreaterThan(0);
  });
});
