import { BadUse } from '../bad-use.js';
import type { Outcome } from './outcome.js';
import { inWords } from './outcome.js';

/** What is told of a command that does not even survive the standard run. */
export function nothingCanBeTold(standardly: string, standard: Outcome): BadUse {
  const hint = standard.requests === 0 ? '; it must send its requests to the URL in UNDERSTUDY_URL' : '';
  return new BadUse(`nothing can be told: ${standardly} the command ${inWords(standard)}${hint}`);
}
