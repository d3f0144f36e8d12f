/** Whether a report is painted: as `--colour` says, or else on a terminal whose user has not set NO_COLOR. */
export const isColoured = ({ colour }: { readonly colour?: boolean }): boolean =>
  colour ?? (process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '');
