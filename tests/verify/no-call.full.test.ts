import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ReadingCatalogue } from '../../simulator/core/pipeline/reading.js';
import { readings as xylink } from '../../simulator/providers/xylink/readings.js';
import { readings as ytx } from '../../simulator/providers/ytx/readings.js';
import { noon } from '../reference-implementation/reference-target.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { capturedFrom, couldRing } from './capturing.js';

jest.setTimeout(120_000);

const readings = Object.entries<ReadingCatalogue>({ ytx, xylink }).flatMap(([provider, catalogue]) =>
  Object.entries(catalogue).flatMap(([name, { options }]) =>
    Object.keys(options).map((option) => ({ provider, name, option })),
  ),
);

describe('a sandbox run without --allow-dialling', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({ now: noon });
  });
  afterAll(() => implementation.stop());

  test.each(readings)('sends nothing that could ring by $provider $name = $option', async (reading) => {
    const configuration = { readings: { [reading.provider]: { [reading.name]: reading.option } } };
    const isKnown = await implementation.configure(configuration).then(
      () => true,
      () => false,
    );
    // `notHere` in readings.process.test.ts lists the readings that it does not have.
    if (!isKnown) return;
    const captured = await capturedFrom(implementation, configuration);
    expect(captured.length).toBeGreaterThan(10);
    expect(captured.filter(couldRing)).toEqual([]);
  });
});
