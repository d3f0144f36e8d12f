import type { SideEffect } from '../case.js';
import type { Target } from '../target.js';

/** Why a case of a kind must not be played: where what is done stays, real phones could ring, and its owner must allow it. */
export const diallingObjection =
  ({ keepsState }: Pick<Target, 'keepsState'>, isAllowed: boolean, permission: string) =>
  (sideEffect: SideEffect): string | undefined =>
    sideEffect === 'calls' && keepsState && !isAllowed
      ? `phones could ring or a running meeting could change; ${permission} allows it`
      : undefined;
