import { describe, expect, test } from '@jest/globals';
import { prepare } from './caller.js';
import { accountSID, arrivalOf, base64, clinic, rightSign } from './diagnosed.js';
import type { Made } from './diagnosed-mistakes.js';
import { headersMade, signsMade, timesMade } from './diagnosed-mistakes.js';
import { mistakes } from '../../simulator/providers/ytx/diagnoses/index.js';
import texts from '../../simulator/providers/ytx/diagnoses/mistakes.json' with { type: 'json' };

const made = [...headersMade, ...signsMade, ...timesMade];

/** The check that refused, and the first that is said of it. */
function diagnosed({ call, given }: Pick<Made, 'call' | 'given'>) {
  const { ask, findings, space } = clinic(given);
  const exchange = ask(arrivalOf(prepare(space, call)));
  const refusedBy = exchange.ending.voice === 'provider' ? exchange.ending.refusedBy?.name : undefined;
  return { refusedBy, ...findings(exchange) };
}

describe('a mistake in signing', () => {
  test.each(made)('is found: $mistake, $how', ({ mistake, refusedBy, says = '', signed, ...asked }) => {
    const { hypotheses, ...rest } = diagnosed(asked);
    const [first] = hypotheses;
    expect({ mistake: first?.mistake, refusedBy: rest.refusedBy }).toEqual({ mistake, refusedBy });
    expect(first?.says.en).toContain(says);
    if (signed !== undefined) expect(first?.signed).toBe(signed);
  });

  test('has an example here, and a text whose every value is known', () => {
    const ids = mistakes.map(({ mistake }) => mistake);
    expect([...new Set(made.map(({ mistake }) => mistake))].sort()).toEqual([...ids].sort());
    expect(Object.keys(texts).sort()).toEqual([...ids].sort());
    for (const asked of made) expect(JSON.stringify(diagnosed(asked).hypotheses)).not.toMatch(/\{\w+\}/);
  });

  test('is told in English and in Chinese', () => {
    for (const { says, fix } of Object.values(texts)) {
      for (const { en, zh } of [says, fix]) expect([/[一-龥]/.test(en), /[一-龥]/.test(zh)]).toEqual([false, true]);
    }
  });

  test('never makes the diagnosis say a credential', () => {
    for (const asked of made) {
      const said = JSON.stringify(diagnosed(asked));
      expect(said).not.toMatch(/7000000000000000/);
      expect(said).not.toContain(rightSign('20261121120000'));
      expect(said).not.toContain(base64(`${accountSID}|20261121120000`));
    }
  });
});
