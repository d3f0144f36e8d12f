import { queryOf } from '../../core/requests/incoming-request.js';
import type { Redact } from '../../core/redaction/redactor.js';
import { badParameter, type Taken } from './answer.js';

/**
 * Takes a target's query apart; a parameter that is not `known`, or given twice, is an error rather than ignored.
 *
 * The redactor is made only for a name that has to be shown: making one costs more than most requests.
 */
export function queryTaken(
  target: string,
  known: readonly string[],
  redactor: () => Redact,
): Taken<ReadonlyMap<string, string>> {
  const taken = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(queryOf(target))) {
    if (!known.includes(name)) {
      const fix = known.length === 0 ? 'This endpoint takes no parameters: leave it out.' : `Use: ${known.join(', ')}.`;
      return { ok: false, answer: badParameter(redactor()(name), 'is not known here', fix) };
    }
    if (taken.has(name)) {
      return { ok: false, answer: badParameter(name, 'is given twice', 'Give it once.') };
    }
    taken.set(name, value);
  }
  return { ok: true, value: taken };
}
