import { english, joinMessages, type Message, phrase, say, type Render } from '../../../contracts/messages.js';
import type { SideEffect } from '../../../contracts/suite/case.js';
import { skipReasonFor } from '../../../contracts/suite/skip-reason.js';
import { maxRequestsOf, type PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { SandboxTarget } from '../../../contracts/suite/targets/sandbox.js';
import { type RequestEffect, sideEffects, worstOf } from '../../../contracts/suite/side-effect/effect.js';
import type { Target } from '../../../contracts/suite/target.js';
import { bookingTimeOf } from '../../../contracts/ytx/china-time.js';

/** A target; the sandbox also has a budget, a rate limit and requests with effects. */
type DryTarget = Target & Partial<Pick<SandboxTarget, 'budget' | 'effectsOf' | 'requestsPerSecond'>>;

/** The plan of a run as text, and the exit code: 2 when the budget is too small. */
export interface DryRun {
  readonly text: string;
  readonly exitCode: 0 | 2;
}

/** A planned case, or the reason to skip it. */
interface DryCase {
  readonly planned: PlannedCase;
  readonly skip: string | undefined;
  readonly effects: readonly RequestEffect[];
  readonly sideEffect: SideEffect;
  /** The maximum number. */
  readonly requests: number;
}

/** Describes the planned run, without any request. Verbose: also a line for each case. */
export async function dryRunOf(
  plan: readonly PlannedCase[],
  target: DryTarget,
  { verbose = false, text = english }: { readonly verbose?: boolean | undefined; readonly text?: Render } = {},
): Promise<DryRun> {
  const cases = await Promise.all(plan.map((planned) => dryCase(planned, target)));
  const played = cases.filter(({ skip }) => skip === undefined);
  const requests = sumOf(played);
  const uncovered = casesBeyond(target.budget ?? Infinity, played);
  const lines = [
    ...(verbose ? [...cases.map(caseLine), phrase('')] : []),
    say`Target: ${phrase(target.name)}. Nothing was sent.`,
    say`${played.length} cases to run, ${cases.length - played.length} to skip, at most ${countText(requests, 'request')}`,
    ...effectLines(played),
    ...paceLines(played, target),
    ...callLines(played, target),
    ...skipLines(cases),
    ...budgetLines(uncovered, target, requests),
  ];
  return { text: `${lines.map(text).join('\n')}\n`, exitCode: uncovered.length > 0 ? 2 : 0 };
}

async function dryCase(planned: PlannedCase, target: DryTarget): Promise<DryCase> {
  const { file, contractCase } = planned;
  const skipReason = planned.skip ?? skipReasonFor(target, file, contractCase);
  const skip = skipReason ?? (await target.requestsRejectionReason?.(file, contractCase));
  const effects = skip === undefined ? ((await target.effectsOf?.(file, contractCase)) ?? []) : [];
  const sideEffect = worstOf([contractCase.sideEffect, ...effects.map((each) => each.sideEffect)]);
  return { planned, skip, effects, sideEffect, requests: maxRequestsOf(contractCase, target) };
}

const sumOf = (cases: readonly DryCase[]): number => cases.reduce((sum, { requests }) => sum + requests, 0);

const countText = (count: number, what: keyof typeof counts): Message => counts[what](count);

const counts = {
  request: (count: number) => (count === 1 ? say`1 request` : say`${count} requests`),
  case: (count: number) => (count === 1 ? say`1 case` : say`${count} cases`),
  minute: (count: number) => (count === 1 ? say`1 minute` : say`${count} minutes`),
  booking: (count: number) => (count === 1 ? say`1 booking` : say`${count} bookings`),
};

const caseLine = ({ planned: { id }, skip, sideEffect, requests }: DryCase): Message =>
  skip === undefined
    ? say`run ${id} (side effect: ${sideEffect}, at most ${countText(requests, 'request')})`
    : say`skip ${id}: ${phrase(skip)}`;

const effectLines = (played: readonly DryCase[]): readonly Message[] =>
  sideEffects.flatMap((sideEffect) => {
    const own = played.filter((each) => each.sideEffect === sideEffect);
    if (own.length === 0) return [];
    return [
      say`  side effect ${sideEffect}: ${countText(own.length, 'case')}, at most ${countText(sumOf(own), 'request')}`,
    ];
  });

/** The duration of the requests at the profile's rate limit; a simulator has no limit. */
function paceLines(played: readonly DryCase[], { requestsPerSecond }: DryTarget): readonly Message[] {
  if (requestsPerSecond === undefined) return [];
  const providers = [...new Set(played.map(({ planned }) => planned.file.provider))];
  const parts = providers.map((provider) => {
    const requests = sumOf(played.filter(({ planned }) => planned.file.provider === provider));
    return { provider, pace: requestsPerSecond(provider), seconds: requests / requestsPerSecond(provider) };
  });
  const minutes = Math.ceil(parts.reduce((sum, { seconds }) => sum + seconds, 0) / 60);
  const paces = parts.map(({ provider, pace }) => say`${provider}: ${countText(pace, 'request')} a second`);
  return parts.length === 0
    ? []
    : [
        say`At most ${countText(minutes, 'minute')} at the rate limit of the profile (${paces.reduce((all, each) => say`${all}, ${each}`)}).`,
      ];
}

/** Every number that can ring, and when; and how many cases can change a running meeting. */
function callLines(played: readonly DryCase[], { effectsOf }: DryTarget): readonly Message[] {
  if (effectsOf === undefined) return [];
  const effects = played.flatMap((each) => each.effects);
  const numbers = [...new Set(effects.flatMap((each) => each.numbers))].toSorted();
  const changing = played.filter((each) =>
    each.effects.some(({ sideEffect, numbers: called }) => sideEffect === 'calls' && called.length === 0),
  );
  const changes = say`${countText(changing.length, 'case')} can change a running meeting.`;
  return [
    numbers.length === 0 ? say`No number can ring.` : say`Numbers that can ring:`,
    ...numbers.map((number) => say`  ${number}: ${ringTimes(effects.filter((each) => each.numbers.includes(number)))}`),
    ...(changing.length === 0 ? [] : [changes]),
  ];
}

function ringTimes(effects: readonly RequestEffect[]): Message {
  const times = effects.flatMap(({ ringsAt }) => ringsAt ?? []);
  const [first, last] = [Math.min(...times), Math.max(...times)].map((at) =>
    Number.isFinite(at) ? bookingTimeOf(at) : '',
  );
  const span = first === last ? say`at ${first ?? ''}` : say`from ${first ?? ''} to ${last ?? ''}`;
  const atOnce = effects.filter(({ sideEffect }) => sideEffect === 'calls').length;
  return joinMessages([
    ...(atOnce === 0 ? [] : [say`immediately, by ${countText(atOnce, 'request')}`]),
    ...(times.length === 0 ? [] : [say`${span} +08:00, by ${countText(times.length, 'booking')} that the run cancels`]),
  ]);
}

function skipLines(cases: readonly DryCase[]): readonly Message[] {
  const reasons = cases.flatMap(({ skip }) => skip ?? []);
  const counts = [...new Set(reasons)].map((reason) => ({
    reason,
    count: reasons.filter((each) => each === reason).length,
  }));
  const lines = counts
    .toSorted((one, other) => other.count - one.count)
    .map(({ reason, count }) => say`  ${count}: ${phrase(reason)}`);
  return lines.length === 0 ? [] : [say`Skipped, by reason:`, ...lines];
}

/** The cases beyond the budget, in the order of the run. */
function casesBeyond(budget: number, played: readonly DryCase[]): readonly DryCase[] {
  let sum = 0;
  return played.filter(({ requests }) => {
    sum += requests;
    return sum > budget;
  });
}

function budgetLines(
  uncovered: readonly DryCase[],
  { budget = Infinity }: DryTarget,
  requests: number,
): readonly Message[] {
  if (uncovered.length === 0) return [];
  const begins = uncovered[0]?.planned.id ?? '';
  return [
    say`The budget of ${budget} does not cover the last ${countText(uncovered.length, 'case')}, from ${begins}.`,
    say`Set "budget" in the profile to ${requests}, or choose fewer cases with --case.`,
  ];
}
