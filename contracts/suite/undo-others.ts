import type { Done, Undo } from './caller.js';

/**
 * What takes back an operation of which nothing more is known than its operation.json: one that leaves nothing behind
 * need not be taken back, and what any other did stays, and is named.
 */
export function undoOfOthers(operations: Readonly<Record<string, object>>, { operation, isAnswered }: Done): Undo {
  if ('leavesNothing' in (operations[operation] ?? {})) return { by: 'nothing' };
  return { by: 'nobody', what: `what ${operation} ${isAnswered ? 'did' : 'may have done'}` };
}
