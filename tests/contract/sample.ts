import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import type { CommonCases } from '../../contracts/suite/case.js';
import { contractYaml } from './case-files.js';

/** The names of the cases that every signed operation of a provider shares. */
const commonNames = (provider: string): readonly string[] =>
  (contractYaml(`${provider}/common.cases.yaml`) as CommonCases).cases.map(({ name }) => name);

/** A provider's plan in which each common case is left to the first and the last of the operations that share it. */
function shortened(plan: readonly PlannedCase[], provider: string): readonly PlannedCase[] {
  const operations = new Map<string, string[]>(commonNames(provider).map((name) => [name, []]));
  const nameOf = ({ id, file: { operation } }: PlannedCase): string => id.slice(`${provider}/${operation}: `.length);
  for (const planned of plan) operations.get(nameOf(planned))?.push(planned.file.operation);
  return plan.filter((planned) => {
    const sharing = operations.get(nameOf(planned));
    return sharing === undefined || [sharing[0], sharing.at(-1)].includes(planned.file.operation);
  });
}

/** The part of a provider's plan that `npm test` plays. */
export interface Sample {
  /** Each common case with two of the operations that share it, and every other case. */
  readonly inProcess: readonly PlannedCase[];
  /** Of those, of each operation, the first with its outcome, number of steps and kinds of settings: over HTTP and from recordings. */
  readonly inOtherWays: readonly PlannedCase[];
}

export function sampleOf(plan: readonly PlannedCase[], provider: string): Sample {
  const inProcess = shortened(plan, provider);
  const kinds = new Map(inProcess.toReversed().map((planned) => [kindOf(planned), planned]));
  return { inProcess, inOtherWays: inProcess.filter((planned) => kinds.get(kindOf(planned)) === planned) };
}

const kindOf = ({ file: { operation }, contractCase: { given = {}, when, then } }: PlannedCase): string =>
  JSON.stringify([operation, when.length, Object.keys(given).sort(), Object.keys(then).sort(), then.refusedBy]);
