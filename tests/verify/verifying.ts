import { type SandboxMeans, sandboxTarget } from '../../contracts/suite/targets/sandbox.js';
import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import type { Report } from '../../contracts/suite/reports/index.js';
import { english } from '../../contracts/messages.js';
import type { Target } from '../../contracts/suite/target.js';
import { chosenCases } from '../../simulator/cli/drift/run-drift.js';
import type { VerifyFlags } from '../../simulator/cli/verify/flags.js';
import { profileFrom } from '../../simulator/cli/verify/profile.js';
import { secretsIn } from '../../simulator/cli/verify/secrets.js';
import { runState } from '../../simulator/cli/verify/progress.js';
import { runSuite } from '../../simulator/cli/verify/run-suite.js';
import { noon } from '../reference-implementation/reference-target.js';
import { profileText, type ProfileOptions } from './profile-text.js';

/** What is asked of a run against a reference implementation. */
export interface Selection extends ProfileOptions, Pick<VerifyFlags, 'provider' | 'case' | 'allowDialling'> {
  readonly means?: Partial<SandboxMeans>;
  readonly stop?: AbortSignal;
}

/** A run that has come to its end, with all that it said. */
export interface Verified {
  readonly exitCode: number;
  readonly report: Report;
  readonly output: string;
  readonly plan: readonly PlannedCase[];
  readonly target: Target & { sentCount(): number };
}

/** Verifies a reference implementation as `--target sandbox` does, but by a clock that stands still and without waiting. */
export async function verify(url: string, selection: Selection = {}): Promise<Verified> {
  const profile = await profileFrom('the profile', profileText(url, selection), {});
  const means = {
    fetch,
    clock: { now: () => Date.parse(noon) },
    sleep: () => Promise.resolve(),
    allowDialling: selection.allowDialling === true,
    ...selection.means,
  };
  const target = sandboxTarget(profile, means);
  const plan = await chosenCases(selection, target);
  let output = '';
  const { report, exitCode } = await runSuite(
    plan,
    { target, atOnce: 1, secrets: secretsIn(profile) },
    {
      provider: selection.provider,
      color: false,
      out: { write: (text) => (output += text) },
      complain: (text) => (output += `${english(text)}\n`),
      stop: selection.stop ?? new AbortController().signal,
      runState: runState(),
      // Written by `understudy verify` itself: see left-bookings.process.test.ts.
      leftBookings: { note: () => undefined, exitCode: (exitCode) => Promise.resolve(exitCode) },
    },
  );
  return { exitCode, report, output, plan, target };
}

/** The ids of the cases that ended so. */
export const thatEnded = ({ report }: Verified, outcome: string): readonly string[] =>
  report.results.filter((each) => each.outcome === outcome).map(({ id }) => id);

/** Why cases were skipped, each reason once. */
export const reasonsIn = ({ report }: Verified): readonly string[] => [
  ...new Set(
    report.results.flatMap(({ outcome, reason }) => (outcome === 'skipped' && reason !== undefined ? [reason] : [])),
  ),
];
