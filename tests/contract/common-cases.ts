import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import type { CommonCases } from '../../contracts/suite/case.js';
import { contractYaml } from './case-files.js';

/** The names of the cases that every signed operation of a provider shares. */
const commonNames = (provider: string): readonly string[] =>
  (contractYaml(`${provider}/common.cases.yaml`) as CommonCases).cases.map(({ name }) => name);

/** A provider's plan in which each common case is left to the first and the last of the operations that share it. */
export function shortened(plan: readonly PlannedCase[], provider: string): readonly PlannedCase[] {
  const operations = new Map<string, string[]>(commonNames(provider).map((name) => [name, []]));
  const nameOf = ({ id, file: { operation } }: PlannedCase): string => id.slice(`${provider}/${operation}: `.length);
  for (const planned of plan) operations.get(nameOf(planned))?.push(planned.file.operation);
  return plan.filter((planned) => {
    const sharing = operations.get(nameOf(planned));
    return sharing === undefined || [sharing[0], sharing.at(-1)].includes(planned.file.operation);
  });
}
