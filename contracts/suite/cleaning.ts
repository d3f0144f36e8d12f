import type { Caller, Undo } from './callers.js';
import { parsedJson } from './json.js';
import { jsonOf } from './judgement.js';
import type { StepSeen } from './played.js';
import { refusalIn } from './trouble.js';

/** What stays behind after a case. */
export interface Leftovers {
  /** In words, with an id. */
  readonly left: readonly string[];
  /** Roles of these kinds that the case names are not as they were any more. */
  readonly spent: readonly string[];
}

const decoder = new TextDecoder();

/**
 * Takes back what these steps did, the latest first. Gives what is left, in words, and what kinds of roles it spent.
 *
 * Every accepted request is looked at, also one that the case expected to be refused. Nothing that goes wrong here ends
 * a run: what cannot be taken back must be named.
 */
export async function cleanedUp(caller: Caller, steps: readonly StepSeen[]): Promise<Leftovers> {
  const left = new Set<string>();
  const spent = new Set<string>();
  const gone = new Set<string>();
  for (const step of steps.toReversed()) {
    const undo = undoOf(caller, step);
    if (undo.by === 'nothing' && undo.tookBack !== undefined) gone.add(undo.tookBack);
    if (undo.by === 'nobody') left.add(undo.what);
    if (undo.by === 'nobody' && undo.spends !== undefined) spent.add(undo.spends);
    if (undo.by !== 'request' || gone.has(undo.what)) continue;
    gone.add(undo.what);
    if (!(await isTakenBack(caller, undo))) left.add(undo.what);
  }
  return { left: [...left], spent: [...spent] };
}

function undoOf(caller: Caller, step: StepSeen): Undo {
  // An answer that is off contract may still have booked something.
  if (refusalIn(step.reply, step.operation, caller) !== undefined) return { by: 'nothing' };
  return caller.undo({
    operation: step.operation,
    body: parsedJson(decoder.decode(step.prepared.body)),
    result: jsonOf(step.reply)?.value,
  });
}

async function isTakenBack(
  caller: Caller,
  { operation, input }: { readonly operation: string; readonly input: object },
): Promise<boolean> {
  try {
    caller.understand(operation, await caller.exchange(await caller.prepare(operation, input)));
    return true;
  } catch {
    return false;
  }
}
