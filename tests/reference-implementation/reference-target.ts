import type { RawReply } from '../../client/index.js';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { type ContractCase, needsOf, type Tamper } from '../../contracts/suite/case.js';
import { type PlannedCase, planOf } from '../../contracts/suite/run/plan.js';
import type { CaseResult, Run } from '../../contracts/suite/run/result.js';
import { runCases } from '../../contracts/suite/run/run.js';
import { sandboxTarget } from '../../contracts/suite/targets/sandbox.js';
import type { Target, Verdict } from '../../contracts/suite/target.js';
import { profileOf } from './profile.js';
import type { ReferenceImplementation } from './start.js';

/**
 * The instant at which the clocks of the reference implementation and of its caller stand still in these tests.
 *
 * On the minute, since a client whose clock is a day behind books "in a day" for this very minute.
 */
export const noon = '2026-11-21T12:00:00+08:00';
const clock = { now: () => Date.parse(noon) };

/** A reference implementation as a target. It is reset before each case, unless `asItIs` is set. */
export function targetOf(implementation: ReferenceImplementation, { asItIs = false } = {}): Target {
  const sleep = (): Promise<void> => Promise.resolve();
  const target = sandboxTarget(profileOf(implementation.url), { fetch, clock, sleep, allowDialling: true });
  return {
    ...target,
    // It has the included world, so it knows every entity that a case names.
    rejectionReason(file, contractCase) {
      const reason = target.rejectionReason(file, contractCase);
      return reason?.endsWith('which the profile does not have') === true ? undefined : reason;
    },
    async begin(situation) {
      if (asItIs) return target.begin(situation);
      await implementation.reset();
      const { spend: _, ...session } = await target.begin(situation);
      return session;
    },
  };
}

/** Whether a case can run against a provider: it needs nothing that only the simulator has. */
const isForProviders = (contractCase: ContractCase): boolean =>
  needsOf(contractCase).length === 0 && contractCase.then.notModelled === undefined;

/** The cases that can run against a provider without a control API, filtered by `isMeant`. */
export async function casesFor(isMeant: (id: string) => boolean = () => true): Promise<readonly PlannedCase[]> {
  return planOf(await allCaseFiles(), { isMeant }).filter(({ contractCase }) => isForProviders(contractCase));
}

export const played = (plan: readonly PlannedCase[], target: Target): Promise<Run> => runCases(plan, { target, clock });

/** The cases that did not pass, with their verdicts. */
export const notPassed = ({ results }: Run): readonly (readonly [string, CaseResult['verdict']])[] =>
  results.filter(({ verdict }) => verdict.outcome !== 'passed').map(({ id, verdict }) => [id, verdict]);

/** The case of this id, its requests tampered with if `tamper` is given; throws when no case for providers has it. */
export async function caseCalled(id: string, tamper?: Tamper): Promise<PlannedCase> {
  const [planned] = await casesFor((each) => each === id);
  if (planned === undefined) throw new Error(`there is no case ${id}`);
  const { contractCase } = planned;
  const when = contractCase.when.map((step) => (tamper === undefined ? step : { ...step, tamper }));
  return { ...planned, contractCase: { ...contractCase, when } };
}

/** The verdicts of these cases. */
export async function verdictsOf(
  implementation: ReferenceImplementation,
  ids: readonly string[],
): Promise<readonly Verdict[]> {
  const plan = await Promise.all(ids.map((id) => caseCalled(id)));
  return (await played(plan, targetOf(implementation))).results.map(({ verdict }) => verdict);
}

/** The replies to the steps of a case. */
export async function repliesTo(
  implementation: ReferenceImplementation,
  id: string,
  tamper?: Tamper,
): Promise<readonly Said[]> {
  const { results } = await played([await caseCalled(id, tamper)], targetOf(implementation));
  return results.flatMap(({ steps }) => steps.map(({ reply }) => said(reply)));
}

/** A reply, its body as text. */
export interface Said {
  readonly status: number;
  readonly text: string;
}

const said = ({ status, body }: RawReply): Said => ({ status, text: new TextDecoder().decode(body) });
