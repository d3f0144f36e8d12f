import type { Simulating } from '../../../contracts/drift/finding.js';
import type { Provider } from '../../core/provider.js';
import { createSimulator } from '../../index.js';
import { ledgerOf } from '../../ledger/rows.js';
import { providers } from '../../providers/index.js';
import { suiteTarget } from '../../suite-target.js';

/** What drift has to know of the simulator; `clock` is that of whoever is compared with it. */
export function simulatingAt(clock: { now(): number }): Simulating {
  return {
    targetWith: (provider, readings, seed) =>
      suiteTarget(createSimulator({ clock, seed, readings: { [provider]: readings } })),
    readingsOf: (name) => providerCalled(name).readings,
    checksGiving: (name, refusal) =>
      ledgerOf(providerCalled(name))
        .filter(({ refusals }) => refusals.some((each) => each.name === refusal))
        .map(({ check }) => check),
  };
}

function providerCalled(name: string): Provider {
  const provider = providers.find((each) => each.name === name);
  if (provider === undefined) throw new Error(`there is no provider called ${name}`);
  return provider;
}
