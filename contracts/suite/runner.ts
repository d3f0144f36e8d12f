import type { RawReply } from '../../client/index.js';
import { durationMs } from '../durations.js';
import { isJsonObject, type JsonObject, mergePatch } from '../json.js';
import { differences, type MatchesContract, jsonOf, type ReplyDifference } from './assertions.js';
import type { CaseFile, ContractCase, Step } from './case.js';
import { cleanUp } from './cleanup.js';
import type { ProviderClient, UncancelledBooking } from './clients/client.js';
import { skippedSteps, type PlayedSteps, type StepSeen, type StepSent } from './played-steps.js';
import { MissingReferent, type Referents, resolveReferences } from './references.js';
import { clientFor, situationOf } from './role-binding.js';
import { skipReasonFor } from './skip-reason.js';
import { tamperWith } from './tamper.js';
import {
  isContractError,
  mayHaveHappened,
  NotAllowed,
  TargetError,
  targetErrorIn,
  targetErrorOfReply,
  targetErrorWith,
} from './target-error.js';
import type { Session, Target, Verdict } from './target.js';

/** What a case is played with. */
export interface Playground {
  readonly target: Target;
  readonly fits: MatchesContract;
  /** Aborts when no further request may be sent; what was booked is still taken back. */
  readonly stop?: AbortSignal;
}

/** Plays one case of a file against a target, through the client, and gives how it ended. */
export async function play(file: CaseFile, contractCase: ContractCase, playground: Playground): Promise<Verdict> {
  return (await playWhole(file, contractCase, playground)).verdict;
}

/** The same, with every request and reply, and what could not be taken back. */
export async function playWhole(
  file: CaseFile,
  contractCase: ContractCase,
  { target, fits, stop }: Playground,
): Promise<PlayedSteps> {
  const reason = skipReasonFor(target, file, contractCase);
  if (reason !== undefined) return skippedSteps(reason);
  const refusalReason = await target.objectionToRequests?.(file, contractCase);
  if (refusalReason !== undefined) return skippedSteps(refusalReason);
  const steps: StepSeen[] = [];
  const leaving: Leaving = { left: [], uncancelled: [] };
  try {
    const session = await target.begin(situationOf(file, contractCase));
    const verdict = await inSession(file, contractCase, { session, target, fits, stop, steps, leaving });
    return { verdict, steps, ...leaving };
  } catch (error) {
    return { verdict: verdictAfter(error, steps.length + 1), steps, ...leaving };
  }
}

/** Takes what stays behind, as it becomes known. */
interface Leaving {
  readonly left: string[];
  readonly uncancelled: UncancelledBooking[];
}

/** Plays, takes back what was booked, and ends the session, whatever happens. */
async function inSession(
  file: CaseFile,
  contractCase: ContractCase,
  {
    session,
    target,
    leaving,
    ...playing
  }: Omit<Playing, 'caller' | 'unanswered'> & Pick<Playground, 'target'> & { readonly leaving: Leaving },
): Promise<Verdict> {
  try {
    const caller = clientFor(file, contractCase, session);
    const unanswered: StepSent[] = [];
    const cleaning = async (): Promise<void> => {
      if (!target.keepsState) return;
      const leftovers = await cleanUp(caller, [...playing.steps, ...unanswered], session.pause);
      leaving.left.push(...leftovers.left);
      leaving.uncancelled.push(...leftovers.uncancelled);
      session.spend?.(leftovers.spent);
    };
    return await verdictOn(file, contractCase, { ...playing, session, caller, unanswered }).finally(cleaning);
  } finally {
    await session.end();
  }
}

/** What something thrown says of a case; a bug is thrown on. */
function verdictAfter(error: unknown, step: number): Verdict {
  if (error instanceof MissingReferent || error instanceof NotAllowed)
    return { outcome: 'skipped', reason: error.message };
  // What stands before the request, such as a login, was answered by the provider, and not as agreed.
  if (isContractError(error)) return { outcome: 'failed', differences: [{ step, says: error.message }] };
  const targetError = targetErrorIn(error);
  if (targetError === undefined) throw error;
  return { outcome: 'inconclusive', reason: targetError.message };
}

interface Playing {
  readonly session: Session;
  readonly caller: ProviderClient;
  readonly fits: MatchesContract;
  readonly stop: AbortSignal | undefined;
  /** Takes every step as it is seen. */
  readonly steps: StepSeen[];
  /** Takes what was sent and may have been done, though no answer came. */
  readonly unanswered: StepSent[];
}

async function verdictOn(file: CaseFile, contractCase: ContractCase, playing: Playing): Promise<Verdict> {
  const { session, caller, fits, steps } = playing;
  const results: Record<string, unknown> = {};
  const last = contractCase.when.length - 1;
  for (const [index, step] of contractCase.when.entries()) {
    const referents = { cast: session.cast, results, notations: caller.notations };
    if (step.after !== undefined) await session.advance(durationMs(step.after));
    const seen = await takeStep(file, step, { playing, referents, number: index + 1 });
    steps.push(seen);
    const unlikeRecorded = session.requestDifferences?.() ?? [];
    if (unlikeRecorded.length > 0)
      return { outcome: 'failed', differences: unlikeRecorded.map((each) => ({ step: index + 1, ...each })) };
    const then = index === last ? resolveReferences(contractCase.then, referents) : {};
    const found = differences(seen.reply, then, { operation: step.operation, fits, caller });
    if (found.length > 0) return judgeSteps(file.provider, seen, { found, caller });
    if (step.as !== undefined) results[step.as] = resultOf(seen.reply);
  }
  return { outcome: 'passed' };
}

/** A refusal that only says "not now" is nobody's breach of contract. */
function judgeSteps(
  provider: string,
  { step, operation, reply }: StepSeen,
  { found, caller }: { readonly found: readonly ReplyDifference[]; readonly caller: ProviderClient },
): Verdict {
  const targetError = targetErrorWith(reply) ?? targetErrorOfReply(provider, reply, { operation, caller });
  if (targetError !== undefined) return { outcome: 'inconclusive', reason: `step ${step}: ${targetError.message}` };
  return { outcome: 'failed', differences: found.map((each) => ({ step, ...each })) };
}

async function takeStep(
  file: CaseFile,
  step: Step,
  { playing, referents, number }: { readonly playing: Playing; readonly referents: Referents; readonly number: number },
): Promise<StepSeen> {
  const { caller, stop } = playing;
  if (stop?.aborted === true) throw new TargetError('the run was stopped before this case came to its end');
  const input = resolveReferences(mergePatch(file.base.input, step.input ?? {}), referents);
  const signed = await caller.prepare(step.operation, input as object);
  const prepared = tamperWith(signed, resolveReferences(step.tamper ?? {}, referents));
  const refusalReason = playing.session.objectionTo?.(prepared);
  if (refusalReason !== undefined) throw new NotAllowed(refusalReason);
  try {
    return { step: number, operation: step.operation, prepared, reply: await caller.exchange(prepared) };
  } catch (error) {
    if (mayHaveHappened(error)) playing.unanswered.push({ operation: step.operation, prepared });
    throw error;
  }
}

/** What later steps may refer to: the reply's JSON. */
function resultOf(reply: RawReply): JsonObject {
  const value = jsonOf(reply)?.value;
  return isJsonObject(value) ? value : {};
}
