import type { SimulatorProblem } from '../problem.js';
import type { Provider } from '../provider.js';
import { hintFor } from './hint.js';
import type { Stranger } from './sequence.js';
import { grammar } from './sequence.js';

/** What is told about a name that none of these providers knows. It is not repeated: it may be a secret astray. */
export function noSuchScenario(providers: readonly Provider[], { stranger, part, of }: Stranger): SimulatorProblem {
  const { nearest, advice } = hintFor(stranger, providers);
  const whose = providers.map(({ name }) => name).join(' or ');
  const place = of === 1 ? '' : ` It has ${of} parts, and part ${part} is not understood.`;
  return {
    status: 404,
    kind: 'not-found',
    says: `There is no scenario of this name for ${whose}.${place}`,
    fix: `${advice}GET /_simulator/scenarios lists them all. A name is: ${grammar}.`,
    more: { nearest },
  };
}
