import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { overHttp } from '../../contracts/suite/http-target.js';
import { pairsIn } from '../../contracts/suite/pairs.js';
import { play } from '../../contracts/suite/player.js';
import type { Listening } from '../../simulator/index.js';
import { createSimulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { fits, operationFolders } from './case-files.js';

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };

describe.each(operationFolders)('$provider $operation in process', ({ provider, operation, cases }) => {
  const target = suiteTarget(createSimulator({ clock }));

  test.each(cases.cases)('$name', async (each) => {
    expect(await play(cases, each, { target, fits })).toEqual({ outcome: 'passed' });
  });

  test('answers about the earlier of two faults, whichever two can meet', async () => {
    const order = providers.find(({ name }) => name === provider)?.endpoints[operation]?.checks ?? [];
    const pairs = pairsIn(
      cases,
      order.map(({ name }) => name),
    );
    // A login has too few checks to have more pairs than checks.
    expect(pairs.length).toBeGreaterThan(order.length > 5 ? order.length : 0);
    const verdicts = await Promise.all(
      pairs.map(async (pair) => ({ name: pair.name, ...(await play(cases, pair, { target, fits })) })),
    );
    expect(verdicts.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  });
});

describe.each(operationFolders)('$provider $operation over HTTP', ({ cases }) => {
  let listening: Listening;
  let played = 0;
  beforeAll(async () => {
    listening = await createSimulator({ clock }).listen(0);
  });
  afterAll(() => listening.close());

  test.each(cases.cases)('$name', async (each) => {
    const target = overHttp(listening.url, () => `case-${(played += 1)}`);
    expect(await play(cases, each, { target, fits })).toEqual({ outcome: 'passed' });
  });
});
