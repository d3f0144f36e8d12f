import type { Exchange } from '../exchange.js';
import { refusalOf } from '../refusal-of.js';
import type { Refusal } from '../refusal.js';
import type { Diagnosis, RefusalTold } from './diagnosis.js';
import type { Language } from './sentences.js';

type Ended = Pick<Diagnosis, 'operation' | 'refusedBy' | 'refusal' | 'scenario' | 'notModelled'>;

/** How an exchange ended; the members that do not belong to its ending are missing. */
export function endingShown({ ending, readings }: Exchange, language: Language): Ended {
  switch (ending.voice) {
    case 'provider': {
      const { operation, refusedBy } = ending;
      if (refusedBy === undefined) return { operation };
      return { operation, refusedBy: refusedBy.name, refusal: told(refusalOf(refusedBy, readings), language) };
    }
    case 'scenario': {
      const { operation, scenario, refusal } = ending;
      return { operation, scenario, ...(refusal !== undefined && { refusal: told(refusal, language) }) };
    }
    case 'not-modelled':
      return { notModelled: ending.what };
    case 'fault':
      return {};
  }
}

const told = ({ name, code, means, meansInChinese }: Refusal, language: Language): RefusalTold => ({
  name,
  code,
  means: { en: means, zh: meansInChinese }[language],
});
