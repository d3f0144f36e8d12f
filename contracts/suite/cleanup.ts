import { parsedJson } from '../json.js';
import { jsonOf } from './assertions.js';
import type { ProviderClient, UncancelledBooking, Undo } from './clients/client.js';
import type { StepSent } from './played-steps.js';
import { pathOf } from './side-effect/effect.js';
import { refusalIn, targetErrorWith } from './target-error.js';

/** What stays behind after a case. */
interface Leftovers {
  /** In words, with an id. */
  readonly left: readonly string[];
  /** Roles of these kinds that the case names are not as they were any more. */
  readonly spent: readonly string[];
  /** The bookings of which no reply says that they are cancelled. */
  readonly uncancelled: readonly UncancelledBooking[];
}

type ByRequest = Extract<Undo, { readonly by: 'request' }>;

const decoder = new TextDecoder();

/**
 * Takes back what these steps did, the latest first. Gives what is left, in words, and what kinds of roles it spent.
 *
 * Every request that was not refused is looked at, also one that the case expected to be, or that nobody answered. Nothing that goes wrong here ends
 * a run: what cannot be taken back, and not after a pause either, must be named.
 */
export async function cleanUp(
  caller: ProviderClient,
  steps: readonly StepSent[],
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Leftovers> {
  const undos = steps.toReversed().map((step) => undoOf(caller, step));
  const notUndoable = undos.filter((undo) => undo.by === 'no-request');
  const stubborn = await notTakenBack(caller, requestsIn(undos));
  if (stubborn.length > 0) await pause();
  const staying = await notTakenBack(caller, stubborn);
  const all = [...staying, ...notUndoable];
  return {
    left: [...new Set(all.map(({ what }) => what))],
    uncancelled: all.flatMap(({ booking }) => booking ?? []),
    spent: [...new Set(notUndoable.flatMap(({ spends }) => spends ?? []))],
  };
}

/** The requests that are still to be sent, the latest step first: what a later step took back is gone already. */
function requestsIn(undos: readonly Undo[]): readonly ByRequest[] {
  const gone = new Set<string>();
  return undos.flatMap((undo) => {
    if (undo.by === 'nothing' && undo.tookBack !== undefined) gone.add(undo.tookBack);
    if (undo.by !== 'request' || gone.has(undo.what)) return [];
    gone.add(undo.what);
    return [undo];
  });
}

/** Sends these one after the other; gives those that came to nothing. */
async function notTakenBack(caller: ProviderClient, undos: readonly ByRequest[]): Promise<readonly ByRequest[]> {
  const staying: ByRequest[] = [];
  for (const undo of undos) if (!(await isTakenBack(caller, undo))) staying.push(undo);
  return staying;
}

function undoOf(caller: ProviderClient, { operation, prepared, reply }: StepSent): Undo {
  const { url } = prepared;
  const body = parsedJson(decoder.decode(prepared.body));
  if (reply === undefined) return caller.undo({ operation, url, body, isAnswered: false, result: undefined });
  // An answer that is off contract may still have booked something.
  if (refusalIn(reply, operation, caller) !== undefined) return { by: 'nothing' };
  // What a gateway says that is out of order is no word of the provider's.
  const isAnswered = targetErrorWith(reply) === undefined;
  return caller.undo({ operation, url, body, isAnswered, result: jsonOf(reply)?.value });
}

async function isTakenBack(caller: ProviderClient, { operation, input, path }: ByRequest): Promise<boolean> {
  try {
    const prepared = await caller.prepare(operation, input);
    const url = path === undefined ? prepared.url : prepared.url.replace(pathOf(prepared), () => path);
    caller.understand(operation, await caller.exchange({ ...prepared, url }));
    return true;
  } catch {
    return false;
  }
}
