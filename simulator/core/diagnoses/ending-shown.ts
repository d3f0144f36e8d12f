import type { AnyCheck } from '../check.js';
import type { Exchange } from '../exchange.js';
import { refusalOf } from '../refusal-of.js';
import type { Refusal } from '../refusal.js';
import type { Diagnosis, RefusalTold } from './diagnosis.js';
import type { Language } from './sentences.js';

type Ended = Pick<Diagnosis, 'operation' | 'refusedBy' | 'refusal' | 'scenario' | 'notModelled'>;

/** How an exchange ended; the members that do not belong to its ending are missing. */
export function endingShown(
  { ending, readings }: Exchange,
  refusedBy: AnyCheck | undefined,
  language: Language,
): Ended {
  const refused = refusedBy && { refusedBy: refusedBy.name, refusal: told(refusalOf(refusedBy, readings), language) };
  switch (ending.voice) {
    case 'provider':
      return { operation: ending.operation, ...refused };
    case 'scenario': {
      const { operation, scenario, refusal } = ending;
      return { operation, scenario, ...refused, ...(refusal !== undefined && { refusal: told(refusal, language) }) };
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
