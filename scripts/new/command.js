import { parseArgs } from 'node:util';
import { newCheck } from './check.js';
import { newOperation } from './operation.js';
import { UsageError } from './usage-error.js';

const usage = `Add an operation or a check.

  npm run new -- PROVIDER OPERATION [--path PATH]
      npm run new -- ytx close-meeting
  npm run new -- check PROVIDER CHECK --operation OPERATION [--scenario NAME] [--provides FACT]
      npm run new -- check ytx meeting-is-open --operation close-meeting --scenario meeting-closed

With --provides the check is a lookup, whose fact later checks and the operation read.

Names are lower-case words with hyphens. docs/adding.md explains what follows.
`;

/**
 * Runs `npm run new` with these arguments.
 *
 * @returns {Promise<{ status: number, stdout: string, stderr: string }>} the exit code, 2 for wrong arguments, and what it prints
 */
export async function command(argv) {
  try {
    return { status: 0, stdout: await written(argv), stderr: '' };
  } catch (error) {
    const isUsers = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
    if (!isUsers) throw error;
    return { status: 2, stdout: '', stderr: `${error.message}\n\n${usage}` };
  }
}

async function written(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      path: { type: 'string' },
      operation: { type: 'string' },
      scenario: { type: 'string' },
      provides: { type: 'string' },
    },
  });
  if (values.help === true) return usage;
  if (positionals.length === 0) throw new UsageError('Name a provider and an operation.');
  if (positionals[0] === 'check') return newCheck(positionals.slice(1), values);
  return newOperation(positionals, values);
}
