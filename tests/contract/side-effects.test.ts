import { describe, expect, test } from '@jest/globals';
import { sideEffects, worstOf } from '../../contracts/suite/side-effect/effect.js';
import { effectsOfCase } from '../../contracts/suite/side-effect/planned-requests.js';
import { situationOf } from '../../contracts/suite/role-binding.js';
import { createSimulator } from '../../simulator/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { clock, everyCase } from '../recording/played.js';

describe('the side effect of a case', () => {
  const target = suiteTarget(createSimulator({ clock }));

  test('is never labelled milder than what its requests could do', async () => {
    const milder: string[] = [];
    for (const { id, file, contractCase } of everyCase) {
      const session = await target.begin(situationOf(file, contractCase));
      const effects = await effectsOfCase(file, contractCase, session);
      await session.end();
      const computed = worstOf(effects.map(({ sideEffect }) => sideEffect));
      if (sideEffects.indexOf(contractCase.sideEffect) < sideEffects.indexOf(computed)) {
        milder.push(`${id}: ${contractCase.sideEffect}, and not ${computed}`);
      }
    }
    expect(milder).toEqual([]);
  });
});
