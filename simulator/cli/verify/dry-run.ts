import type { SideEffect } from '../../../contracts/suite/case.js';
import { skipReasonFor } from '../../../contracts/suite/skip-reason.js';
import { mostRequestsOf, type PlannedCase } from '../../../contracts/suite/run/plan.js';
import type { SandboxTarget } from '../../../contracts/suite/targets/sandbox.js';
import { type RequestEffect, sideEffects, worstOf } from '../../../contracts/suite/side-effect/effect.js';
import type { Target } from '../../../contracts/suite/target.js';
import { bookingTimeOf } from '../../../contracts/ytx/china-time.js';

/** A target, and what only a real provider has: a budget, a pace, and requests that have an effect. */
type DryTarget = Target & Partial<Pick<SandboxTarget, 'budget' | 'effectsOf' | 'requestsPerSecond'>>;

/** What a run would do, and what the process is to exit with: 2 where the budget does not cover all of it. */
export interface DryRun {
  readonly text: string;
  readonly exitCode: 0 | 2;
}

/** A case that would be played, or the reason why it would be skipped. */
interface DryCase {
  readonly planned: PlannedCase;
  readonly skip: string | undefined;
  readonly effects: readonly RequestEffect[];
  readonly sideEffect: SideEffect;
  /** At most. */
  readonly requests: number;
}

/** Says what a run would do, as far as that is known without a request. Verbose: a line for each case besides. */
export async function dryRunOf(
  plan: readonly PlannedCase[],
  target: DryTarget,
  { verbose = false }: { readonly verbose?: boolean | undefined } = {},
): Promise<DryRun> {
  const cases = await Promise.all(plan.map((planned) => dryCase(planned, target)));
  const played = cases.filter(({ skip }) => skip === undefined);
  const requests = sumOf(played);
  const uncovered = uncoveredBy(target.budget ?? Infinity, played);
  const lines = [
    ...(verbose ? [...cases.map(caseLine), ''] : []),
    `Against ${target.name}. Nothing was sent.`,
    `${played.length} would be played, ${cases.length - played.length} skipped, at most ${counted(requests, 'request')}`,
    ...effectLines(played),
    ...paceLines(played, target),
    ...callLines(played, target),
    ...skipLines(cases),
    ...budgetLines(uncovered, target, requests),
  ];
  return { text: `${lines.join('\n')}\n`, exitCode: uncovered.length > 0 ? 2 : 0 };
}

async function dryCase(planned: PlannedCase, target: DryTarget): Promise<DryCase> {
  const { file, contractCase } = planned;
  const skipReason = planned.skip ?? skipReasonFor(target, file, contractCase);
  const skip = skipReason ?? (await target.objectionToRequests?.(file, contractCase));
  const effects = skip === undefined ? ((await target.effectsOf?.(file, contractCase)) ?? []) : [];
  const sideEffect = worstOf([contractCase.sideEffect, ...effects.map((each) => each.sideEffect)]);
  return { planned, skip, effects, sideEffect, requests: mostRequestsOf(contractCase, target) };
}

const sumOf = (cases: readonly DryCase[]): number => cases.reduce((sum, { requests }) => sum + requests, 0);

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const caseLine = ({ planned: { id }, skip, sideEffect, requests }: DryCase): string =>
  skip === undefined
    ? `would play ${id} (side effect: ${sideEffect}, at most ${counted(requests, 'request')})`
    : `would skip ${id}: ${skip}`;

const effectLines = (played: readonly DryCase[]): readonly string[] =>
  sideEffects.flatMap((sideEffect) => {
    const own = played.filter((each) => each.sideEffect === sideEffect);
    if (own.length === 0) return [];
    return [`  side effect ${sideEffect}: ${counted(own.length, 'case')}, at most ${counted(sumOf(own), 'request')}`];
  });

/** How long the requests take at the profile's pace; a simulator has none. */
function paceLines(played: readonly DryCase[], { requestsPerSecond }: DryTarget): readonly string[] {
  if (requestsPerSecond === undefined) return [];
  const providers = [...new Set(played.map(({ planned }) => planned.file.provider))];
  const parts = providers.map((provider) => {
    const requests = sumOf(played.filter(({ planned }) => planned.file.provider === provider));
    return { provider, pace: requestsPerSecond(provider), seconds: requests / requestsPerSecond(provider) };
  });
  const minutes = Math.ceil(parts.reduce((sum, { seconds }) => sum + seconds, 0) / 60);
  const paces = parts.map(({ provider, pace }) => `${provider}: ${counted(pace, 'request')} a second`);
  return parts.length === 0
    ? []
    : [`At most ${counted(minutes, 'minute')} at the profile's pace (${paces.join(', ')}).`];
}

/** Every number that could ring, and when; and how many cases could change a running meeting. */
function callLines(played: readonly DryCase[], { effectsOf }: DryTarget): readonly string[] {
  if (effectsOf === undefined) return [];
  const effects = played.flatMap((each) => each.effects);
  const numbers = [...new Set(effects.flatMap((each) => each.numbers))].toSorted();
  const changing = played.filter((each) =>
    each.effects.some(({ sideEffect, numbers: called }) => sideEffect === 'calls' && called.length === 0),
  );
  const changes = `${counted(changing.length, 'case')} could change a running meeting.`;
  return [
    numbers.length === 0 ? 'No number could ring.' : 'Numbers that could ring:',
    ...numbers.map((number) => `  ${number}: ${whenRung(effects.filter((each) => each.numbers.includes(number)))}`),
    ...(changing.length === 0 ? [] : [changes]),
  ];
}

function whenRung(effects: readonly RequestEffect[]): string {
  const times = effects.flatMap(({ ringsAt }) => ringsAt ?? []);
  const [first, last] = [Math.min(...times), Math.max(...times)].map((at) =>
    Number.isFinite(at) ? bookingTimeOf(at) : '',
  );
  const span = first === last ? `at ${first ?? ''}` : `from ${first ?? ''} to ${last ?? ''}`;
  const atOnce = effects.filter(({ sideEffect }) => sideEffect === 'calls').length;
  return [
    ...(atOnce === 0 ? [] : [`at once, by ${counted(atOnce, 'request')}`]),
    ...(times.length === 0 ? [] : [`${span} +08:00, by ${counted(times.length, 'booking')} that a run cancels`]),
  ].join('; ');
}

function skipLines(cases: readonly DryCase[]): readonly string[] {
  const reasons = cases.flatMap(({ skip }) => skip ?? []);
  const counts = [...new Set(reasons)].map((reason) => ({
    reason,
    count: reasons.filter((each) => each === reason).length,
  }));
  const lines = counts
    .toSorted((one, other) => other.count - one.count)
    .map(({ reason, count }) => `  ${count}: ${reason}`);
  return lines.length === 0 ? [] : ['Skipped, by reason:', ...lines];
}

/** The cases, in the order in which they are played, for which the budget does not suffice any more. */
function uncoveredBy(budget: number, played: readonly DryCase[]): readonly DryCase[] {
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
): readonly string[] {
  if (uncovered.length === 0) return [];
  const begins = uncovered[0]?.planned.id ?? '';
  return [
    `The budget of ${budget} does not cover the last ${counted(uncovered.length, 'case')}, from ${begins}.`,
    `Set "budget" in the profile to ${requests}, or choose fewer cases with --case.`,
  ];
}
