import { parsedJson } from '../json.js';
import { jsonOf } from './assertions.js';
import type { ProviderClient, UncancelledBooking, Undo } from './clients/client.js';
import type { StepSent } from './played-steps.js';
import { pathOf } from './side-effect/effect.js';
import { refusalIn, targetErrorWith } from './target-error.js';

/** The leftovers of a case. */
interface Leftovers {
  /** In words, with an id. */
  readonly left: readonly string[];
  /** The kinds of roles that the case has changed for good. */
  readonly spent: readonly string[];
  /** The bookings whose cancellation no reply confirms. */
  readonly uncancelled: readonly UncancelledBooking[];
}

type ByRequest = Extract<Undo, { readonly by: 'request' }>;

const decoder = new TextDecoder();

/**
 * Undoes the effects of these steps, the latest first. Returns the leftovers.
 *
 * It considers every request that was not refused, even one that the case expected to be refused, and one without a reply.
 * An error here does not end a run: effects that still cannot be undone after a pause are leftovers.
 */
export async function cleanUp(
  caller: ProviderClient,
  steps: readonly StepSent[],
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Leftovers> {
  const undos = steps.toReversed().map((step) => undoOf(caller, step));
  const notUndoable = undos.filter((undo) => undo.by === 'no-request');
  const remaining = await undoEach(caller, requestsIn(undos));
  if (remaining.length > 0) await pause();
  const staying = await undoEach(caller, remaining);
  const all = [...staying, ...notUndoable];
  return {
    left: [...new Set(all.map(({ what }) => what))],
    uncancelled: all.flatMap(({ booking }) => booking ?? []),
    spent: [...new Set(notUndoable.flatMap(({ spends }) => spends ?? []))],
  };
}

/** The undo requests, the latest step first, without those for effects that a later step has undone. */
function requestsIn(undos: readonly Undo[]): readonly ByRequest[] {
  const gone = new Set<string>();
  return undos.flatMap((undo) => {
    if (undo.by === 'nothing' && undo.tookBack !== undefined) gone.add(undo.tookBack);
    if (undo.by !== 'request' || gone.has(undo.what)) return [];
    gone.add(undo.what);
    return [undo];
  });
}

/** Sends these one after the other; returns those that failed. */
async function undoEach(caller: ProviderClient, undos: readonly ByRequest[]): Promise<readonly ByRequest[]> {
  const staying: ByRequest[] = [];
  for (const undo of undos) if (!(await sendUndo(caller, undo))) staying.push(undo);
  return staying;
}

function undoOf(caller: ProviderClient, { operation, prepared, reply }: StepSent): Undo {
  const { url } = prepared;
  const body = parsedJson(decoder.decode(prepared.body));
  if (reply === undefined) return caller.undo({ operation, url, body, isAnswered: false, result: undefined });
  // A request whose reply breaks the contract may still have booked something.
  if (refusalIn(reply, operation, caller) !== undefined) return { by: 'nothing' };
  // An error of a gateway is not an answer of the provider.
  const isAnswered = targetErrorWith(reply) === undefined;
  return caller.undo({ operation, url, body, isAnswered, result: jsonOf(reply)?.value });
}

/** Whether the provider accepted the undo request. */
async function sendUndo(caller: ProviderClient, { operation, input, path }: ByRequest): Promise<boolean> {
  try {
    const prepared = await caller.prepare(operation, input);
    const url = path === undefined ? prepared.url : prepared.url.replace(pathOf(prepared), () => path);
    caller.understand(operation, await caller.exchange({ ...prepared, url }));
    return true;
  } catch {
    return false;
  }
}
