import { allCaseFiles } from '../../../contracts/suite/read-cases.js';
import { gentlestFirst, globOf, type PlannedCase, planOf } from '../../../contracts/suite/run/plan.js';
import { diallingObjection } from '../../../contracts/suite/run/run.js';
import type { Target } from '../../../contracts/suite/target.js';
import { providers } from '../../providers/index.js';
import { BadUse } from '../bad-use.js';
import { providersMeant } from '../providers-meant.js';
import type { VerifyFlags } from './flags.js';

type Wish = Pick<VerifyFlags, 'provider' | 'case' | 'allowDialling'>;

/** The cases that the flags mean, and which of them must not be played; `BadUse` when there is none. */
export async function chosenCases(
  { provider, case: globs, allowDialling }: Wish,
  target: Target,
): Promise<readonly PlannedCase[]> {
  providersMeant(provider, providers);
  const shapes = globs?.map(globOf);
  const plan = planOf(await allCaseFiles(), {
    provider,
    isMeant: (id) => shapes === undefined || shapes.some((isMeant) => isMeant(id)),
    objectionTo: diallingObjection(target, allowDialling === true, '--allow-dialling'),
  });
  if (plan.length > 0) return target.keepsState ? gentlestFirst(plan) : plan;
  throw new BadUse(
    'no case has such a name; --dry-run shows all, and --case takes part of one or a glob such as *login*',
  );
}
