import type { Io } from './io.js';

/** Whether a report is painted: as `--colour` says, or else on a terminal whose user has not set NO_COLOR. */
export const isColoured = (
  { colour }: { readonly colour?: boolean },
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
): boolean => colour ?? (stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '');
