import type { RawReply } from '../../client/index.js';
import { durationMs } from '../durations.js';
import { isJsonObject, type JsonObject, mergePatch } from '../json.js';
import { callbackDifferences, differences, type MatchesContract, jsonOf, type ReplyDifference } from './assertions.js';
import type { CaseFile, ContractCase, Step, Then } from './case.js';
import { cleanUp } from './cleanup.js';
import type { ProviderClient, UncancelledBooking } from './clients/client.js';
import { skippedSteps, type PlayedSteps, type StepSeen, type StepSent } from './played-steps.js';
import { MissingReferent, type Referents, resolveReferences } from './references.js';
import { clientFor, situationOf } from './role-binding.js';
import { skipReasonFor } from './skip-reason.js';
import { tamperWith } from './tamper.js';
import {
  briefOf,
  isContractError,
  mayHaveHappened,
  NotAllowed,
  TargetError,
  targetErrorIn,
  targetErrorOfReply,
  targetErrorWith,
} from './target-error.js';
import type { Session, Target, Verdict } from './target.js';

/** The options for running a case. */
export interface Playground {
  readonly target: Target;
  readonly fits: MatchesContract;
  /** Aborts when no further request may be sent; bookings are still cancelled. */
  readonly stop?: AbortSignal;
}

/** Runs one case of a file against a target, through the client, and returns its verdict. */
export async function play(file: CaseFile, contractCase: ContractCase, playground: Playground): Promise<Verdict> {
  return (await playWhole(file, contractCase, playground)).verdict;
}

/** Runs one case and also returns every request and reply, and the leftovers. */
export async function playWhole(
  file: CaseFile,
  contractCase: ContractCase,
  { target, fits, stop }: Playground,
): Promise<PlayedSteps> {
  const reason = skipReasonFor(target, file, contractCase);
  if (reason !== undefined) return skippedSteps(reason);
  const refusalReason = await target.requestsRejectionReason?.(file, contractCase);
  if (refusalReason !== undefined) return skippedSteps(refusalReason);
  const steps: StepSeen[] = [];
  const leftovers: CollectedLeftovers = { left: [], uncancelled: [] };
  try {
    const session = await target.begin(situationOf(file, contractCase));
    const verdict = await inSession(file, contractCase, { session, target, fits, stop, steps, leftovers });
    return { verdict, steps, ...leftovers };
  } catch (error) {
    return { verdict: verdictAfter(error, steps.length + 1), steps, ...leftovers };
  }
}

/** Collects leftovers. */
interface CollectedLeftovers {
  readonly left: string[];
  readonly uncancelled: UncancelledBooking[];
}

/** Runs the case; then always cancels its bookings and ends the session. */
async function inSession(
  file: CaseFile,
  contractCase: ContractCase,
  {
    session,
    target,
    leftovers,
    ...playing
  }: Omit<Playing, 'caller' | 'unanswered'> & Pick<Playground, 'target'> & { readonly leftovers: CollectedLeftovers },
): Promise<Verdict> {
  try {
    const caller = clientFor(file, contractCase, session);
    const unanswered: StepSent[] = [];
    const cleaning = async (): Promise<void> => {
      if (!target.keepsState) return;
      const found = await cleanUp(caller, [...playing.steps, ...unanswered], session.pause);
      leftovers.left.push(...found.left);
      leftovers.uncancelled.push(...found.uncancelled);
      session.spend?.(found.spent);
    };
    return await verdictOn(file, contractCase, { ...playing, session, caller, unanswered }).finally(cleaning);
  } finally {
    await session.end();
  }
}

/** The verdict after an error; a bug is rethrown. */
function verdictAfter(error: unknown, step: number): Verdict {
  if (error instanceof MissingReferent || error instanceof NotAllowed)
    return { outcome: 'skipped', reason: error.message };
  // The provider's reply to a preceding request, such as a login, broke the contract.
  if (isContractError(error)) return { outcome: 'failed', differences: [{ step, says: briefOf(error) }] };
  const targetError = targetErrorIn(error);
  if (targetError === undefined) throw error;
  return { outcome: 'inconclusive', reason: targetError.message };
}

interface Playing {
  readonly session: Session;
  readonly caller: ProviderClient;
  readonly fits: MatchesContract;
  readonly stop: AbortSignal | undefined;
  /** Collects every step. */
  readonly steps: StepSeen[];
  /** Collects requests without a reply that may have taken effect. */
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
    const found = differences(seen.reply, then, {
      operation: step.operation,
      fits: caller.isModelled(step.operation) ? fits : noContract,
      caller,
    });
    if (found.length > 0) return judgeSteps(file.provider, seen, { found, caller });
    if (step.as !== undefined) results[step.as] = resultOf(seen.reply);
  }
  const referents = { cast: session.cast, results, notations: caller.notations };
  return verdictOnCallbacks(resolveReferences(contractCase.then, referents), session, last + 1);
}

/** A request that is not one of the operations has no schema of its reply. */
const noContract: MatchesContract = () => [];

async function verdictOnCallbacks(
  { callbacks, callbacksAfter }: Then,
  session: Session,
  step: number,
): Promise<Verdict> {
  if (callbacks === undefined || session.callbacks === undefined) return { outcome: 'passed' };
  if (callbacksAfter !== undefined) await session.advance(durationMs(callbacksAfter));
  const found = callbackDifferences(await session.callbacks(), callbacks);
  return found.length === 0
    ? { outcome: 'passed' }
    : { outcome: 'failed', differences: found.map((each) => ({ step, ...each })) };
}

/** A refusal that only means "not now" does not violate the contract. */
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
  if (stop?.aborted === true) throw new TargetError('the run was stopped during this case');
  const input = resolveReferences(mergePatch(file.base.input, step.input ?? {}), referents);
  const signed = await caller.prepare(step.operation, input as object);
  const prepared = tamperWith(signed, resolveReferences(step.tamper ?? {}, referents));
  const refusalReason = playing.session.rejectionReason?.(prepared);
  if (refusalReason !== undefined) throw new NotAllowed(refusalReason);
  try {
    return { step: number, operation: step.operation, prepared, reply: await caller.exchange(prepared) };
  } catch (error) {
    if (mayHaveHappened(error)) playing.unanswered.push({ operation: step.operation, prepared });
    throw error;
  }
}

/** The reply's JSON, to which later steps may refer. */
function resultOf(reply: RawReply): JsonObject {
  const value = jsonOf(reply)?.value;
  return isJsonObject(value) ? value : {};
}
