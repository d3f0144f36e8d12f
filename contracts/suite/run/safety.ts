import type { SideEffect } from '../case.js';
import type { Target } from '../target.js';

/** Why a case of a kind must not be played: where what is done stays, real phones ring, and somebody has to let them. */
export const diallingObjection =
  ({ keepsState }: Pick<Target, 'keepsState'>, isAllowed: boolean, permission: string) =>
  (sideEffect: SideEffect): string | undefined =>
    sideEffect === 'calls' && keepsState && !isAllowed ? `real phones would ring; ${permission} lets them` : undefined;
