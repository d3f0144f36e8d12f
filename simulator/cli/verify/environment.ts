import { mapTexts } from '../../../contracts/json.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import { BadUse } from '../shared/flags.js';
import type { Environment } from '../shared/io.js';

const variable = /\$\{([A-Za-z_]\w*)\}/g;

/** What is done about a `${NAME}` that the environment lacks. */
export interface Lacking {
  /** Leaves it as it is (default: false), for a run that sends nothing. */
  readonly mayLack?: boolean | undefined;
}

/** A value whose texts have what the environment says in place of every `${NAME}`; `BadUse` names what it lacks. */
export function fromEnvironment(
  name: string,
  value: unknown,
  environment: Environment,
  { mayLack = false }: Lacking = {},
): unknown {
  const missing = new Set<string>();
  const replaced = mapTexts(value, (text) =>
    text.replace(variable, (written, wanted: string) => {
      const found = environment[wanted] ?? '';
      // What a CI has no secret for is set, and empty.
      if (found !== '') return found;
      missing.add(wanted);
      return written;
    }),
  );
  if (missing.size === 0 || mayLack) return replaced;
  throw new BadUse(`${name} asks for what the environment lacks: ${[...missing].join(', ')}`);
}

/** So many cases in a row that could not be judged, and the next ones will not be either. */
export const patience = 5;

/** Calls `giveUp`, once, when too many cases in a row could not be judged: a target in trouble is left alone. */
export function patienceWith(giveUp: () => void): (result: Pick<CaseResult, 'verdict'>) => void {
  let inARow = 0;
  return ({ verdict: { outcome } }) => {
    // A case that was skipped has asked nobody.
    if (outcome === 'skipped') return;
    inARow = outcome === 'inconclusive' ? inARow + 1 : 0;
    if (inARow === patience) giveUp();
  };
}
