import { BadUse } from '../bad-use.js';

/** The user's own command: what stands behind `--`, for before it its flags would be taken for ours. */
export function commandIn(ours: string, operands: readonly string[], argv: readonly string[]): readonly string[] {
  const behind = argv.includes('--') ? argv.length - argv.indexOf('--') - 1 : 0;
  if (operands.length === behind && (operands[0] ?? '') !== '') return operands;
  throw new BadUse(`the command to run, and nothing else, stands behind --, as in: understudy ${ours} -- npm test`);
}
