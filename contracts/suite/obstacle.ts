import type { CaseFile, ContractCase } from './case.js';
import { needsOf } from './case.js';
import type { Target } from './target.js';

/** Why a target cannot play a case, as far as it can be told before anything is sent; undefined when it may be played. */
export function obstacleTo(target: Target, file: CaseFile, contractCase: ContractCase): string | undefined {
  const missing = needsOf(contractCase).filter((control) => !target.controls.includes(control));
  if (missing.length > 0) return `${target.name} does not control: ${missing.join(', ')}`;
  if (contractCase.then.notModelled === true && target.keepsState)
    return 'only a simulator says that it does not model this';
  return target.objectionTo?.(file, contractCase);
}
