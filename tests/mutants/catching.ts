import type { ContractCase } from '../../contracts/suite/case.js';
import { matchesContract } from '../../contracts/suite/assertions.js';
import { play } from '../../contracts/suite/runner.js';
import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import { possibleRefusals } from '../../simulator/core/pipeline/check.js';
import { createSimulator } from '../../simulator/index.js';
import type { Mutant } from '../../simulator/mutants/mutant.js';
import { watchExchanges } from '../../simulator/mutants/examples.js';
import { providers } from '../../simulator/providers/index.js';

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };

/** What of a planned case is needed to play it. */
export type Playable = Pick<PlannedCase, 'id' | 'file' | 'contractCase'>;

/** How a case ends on a mutant; `bug` is a failure in which the mutant broke down instead of answering wrongly. */
export type Ending = 'caught' | 'bug' | 'missed';

/** Plays cases on a mutant. One simulator serves them all, each case in a space of its own. */
export function playingOn({ provider }: Mutant): (playable: Playable) => Promise<Ending> {
  const everyone = providers.map((each) => (each.name === provider.name ? provider : each));
  const { target, seen } = watchExchanges(createSimulator({ clock, providers: everyone }));
  return async ({ file, contractCase }) => {
    const before = seen.length;
    const played = await play(file, contractCase, { target, fits: matchesContract });
    if (played.outcome !== 'failed') return 'missed';
    return seen.slice(before).some(({ outcome }) => outcome.source === 'bug') ? 'bug' : 'caught';
  };
}

/** The id of the first of these cases that catches the mutant. One is enough, so their order only affects the time. */
export async function firstToCatch(mutant: Mutant, among: readonly Playable[]): Promise<string | undefined> {
  const endingOf = playingOn(mutant);
  for (const each of among) if ((await endingOf(each)) === 'caught') return each.id;
  return undefined;
}

/** All of these cases, the likeliest to catch the mutant first: those about its check or its code. */
export function likeliestFirst(mutant: Mutant, plan: readonly PlannedCase[]): readonly PlannedCase[] {
  const checks = checksGiving(mutant);
  const rank = ({ file, contractCase }: PlannedCase): number => {
    const isOfOperation = mutant.name.includes(`/${file.operation}/`);
    const isAbout = (check: string): boolean => checks.has(check) || (isOfOperation && mutant.name.endsWith(check));
    if (checksOf(contractCase).some(isAbout)) return 0;
    if (!isOfOperation) return 3;
    return contractCase.then.refusedBy === undefined ? 1 : 2;
  };
  return plan.toSorted((one, other) => rank(one) - rank(other));
}

const checksOf = ({ then: { refusedBy }, covers = [] }: ContractCase): readonly string[] =>
  refusedBy === undefined ? covers : [refusedBy, ...covers];

/** The checks that may give the refusal which a mutant sends with another code; none of a mutant of another kind. */
function checksGiving({ name, provider: { endpoints } }: Mutant): ReadonlySet<string> {
  const [, kind, refusal] = name.split('/');
  if (kind !== 'code') return new Set();
  const checks = Object.values(endpoints).flatMap((endpoint) => endpoint.checks.list);
  return new Set(
    checks.filter((check) => possibleRefusals(check).some((each) => each.name === refusal)).map((check) => check.name),
  );
}
