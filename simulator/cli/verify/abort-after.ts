import { say } from '../../../contracts/messages.js';
import { mapTexts } from '../../../contracts/json.js';
import type { CaseResult } from '../../../contracts/suite/run/result.js';
import { BadUse } from '../shared/flags.js';
import type { Environment } from '../shared/io.js';

const variable = /\$\{([A-Za-z_]\w*)\}/g;

/** How to treat a `${NAME}` without a variable. */
export interface Lacking {
  /** Keep it unchanged (default: false), for a run that sends nothing. */
  readonly mayLack?: boolean | undefined;
}

/** Replaces every `${NAME}` in a value's texts by the environment variable; `BadUse` lists missing variables. */
export function withVariables(
  name: string,
  value: unknown,
  environment: Environment,
  { mayLack = false }: Lacking = {},
): unknown {
  const missing = new Set<string>();
  const replaced = mapTexts(value, (text) =>
    text.replace(variable, (written, wanted: string) => {
      const found = environment[wanted] ?? '';
      // A CI sets the variable of a missing secret to an empty text.
      if (found !== '') return found;
      missing.add(wanted);
      return written;
    }),
  );
  if (missing.size === 0 || mayLack) return replaced;
  throw new BadUse(say`${name} uses environment variables that are not set: ${[...missing].join(', ')}`);
}

/** After this many inconclusive cases in a row, the next ones are inconclusive, too. */
export const maxInconclusive = 5;

/** Calls `abort`, once, after too many inconclusive cases in a row: an overloaded target gets no more requests. */
export function abortAfter(abort: () => void): (result: Pick<CaseResult, 'verdict'>) => void {
  let inARow = 0;
  return ({ verdict: { outcome } }) => {
    // A skipped case sends nothing.
    if (outcome === 'skipped') return;
    inARow = outcome === 'inconclusive' ? inARow + 1 : 0;
    if (inARow === maxInconclusive) abort();
  };
}
