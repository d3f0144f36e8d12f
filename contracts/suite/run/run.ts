import { type MatchesContract, matchesContract } from '../assertions.js';
import type { SideEffect } from '../case.js';
import { skippedSteps, type PlayedSteps } from '../played-steps.js';
import { playWhole } from '../runner.js';
import { skipReasonFor } from '../skip-reason.js';
import type { Target } from '../target.js';
import type { PlannedCase } from './plan.js';
import type { CaseResult, Run } from './result.js';

/** The options of a run. */
export interface RunOptions {
  readonly target: Target;
  /** How many cases run at once. Default: 1. */
  readonly atOnce?: number;
  /** Default: the response schemas of the contracts. */
  readonly fits?: MatchesContract;
  /** ms since the epoch, for measuring durations. */
  readonly clock: { now(): number };
  /** Ends the run: no further case begins, and running cases send only requests that clean up. */
  readonly stop?: AbortSignal;
  /** Called before each case that is not skipped. */
  readonly onBegin?: (planned: PlannedCase) => void;
  /** Called after each case. */
  readonly onResult?: (result: CaseResult) => void;
}

/** Runs the planned cases against a target. Throws a bug of the suite or of a target; every other failure is a verdict. */
export async function runCases(plan: readonly PlannedCase[], options: RunOptions): Promise<Run> {
  const { target, atOnce = 1, clock, stop } = options;
  const startedAt = clock.now();
  const results = new Map<PlannedCase, CaseResult>();
  const remaining = plan.values();
  const work = async (): Promise<void> => {
    for (const planned of remaining) results.set(planned, await playCase(planned, options));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return {
    target: { name: target.name, origin: target.origin },
    startedAt,
    tookMs: clock.now() - startedAt,
    stopped: stop?.aborted === true,
    results: plan.flatMap((planned) => results.get(planned) ?? []),
  };
}

async function playCase(planned: PlannedCase, options: RunOptions): Promise<CaseResult> {
  const { clock, onResult } = options;
  const began = clock.now();
  const { verdict, steps, left, uncancelled } = await outcomeOf(planned, options);
  const result = { ...aboutCase(planned), verdict, left, uncancelled, tookMs: clock.now() - began, steps };
  onResult?.(result);
  return result;
}

function outcomeOf(
  planned: PlannedCase,
  { target, fits = matchesContract, stop, onBegin }: RunOptions,
): Promise<PlayedSteps> | PlayedSteps {
  const { file, contractCase, skip } = planned;
  const reason = skip ?? whyNotAfterStop(planned, target, stop);
  if (reason !== undefined) return skippedSteps(reason);
  onBegin?.(planned);
  return playWhole(file, contractCase, { target, fits, ...(stop && { stop }) });
}

/** The reason for skipping a case after a stop; a case that could not run anyway keeps its own reason. */
function whyNotAfterStop(
  { file, contractCase }: PlannedCase,
  target: Target,
  stop: AbortSignal | undefined,
): string | undefined {
  if (stop?.aborted !== true) return undefined;
  return skipReasonFor(target, file, contractCase) ?? 'the run was stopped before this case';
}

function aboutCase({
  id,
  file,
  contractCase,
}: PlannedCase): Omit<CaseResult, 'verdict' | 'steps' | 'left' | 'uncancelled' | 'tookMs'> {
  const { name, sideEffect, given = {}, then, covers = [] } = contractCase;
  const { refusedBy } = then;
  return {
    id,
    provider: file.provider,
    operation: file.operation,
    name,
    sideEffect,
    refusedBy,
    checks: [...(refusedBy === undefined ? [] : [refusedBy]), ...covers],
    readings: Object.entries(given.readings ?? {}).map(([reading, option]) => `${reading}=${option}`),
  };
}

/** Why a case must be skipped: on a target that keeps state, real phones could ring, and the owner must allow it. */
export const diallingRejection =
  ({ keepsState }: Pick<Target, 'keepsState'>, isAllowed: boolean, permission: string) =>
  (sideEffect: SideEffect): string | undefined =>
    sideEffect === 'calls' && keepsState && !isAllowed
      ? `phones could ring or a running meeting could change; ${permission} allows it`
      : undefined;
