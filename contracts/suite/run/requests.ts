import type { ContractCase } from '../case.js';
import type { Target } from '../target.js';

/**
 * What a case may cost: each step may have to log in, and on a target that keeps what was done, to be taken back. No
 * provider needs both, so that there is room for a second try to take it back.
 */
export const mostRequestsOf = ({ when }: ContractCase, { keepsState }: Pick<Target, 'keepsState'>): number =>
  when.length * (keepsState ? 3 : 2);
