// `npm run new`: writes the files of a new operation or a new check; what is to be filled in is marked TODO(new).
import process from 'node:process';
import { parseArgs } from 'node:util';
import { newCheck } from './new/check.js';
import { newOperation } from './new/operation.js';
import { UsageError } from './new/usage-error.js';

const usage = `Add an operation or a check.

  npm run new -- PROVIDER OPERATION [--path PATH]
      npm run new -- ytx close-meeting
  npm run new -- check PROVIDER CHECK --operation OPERATION [--scenario NAME]
      npm run new -- check ytx meeting-is-open --operation close-meeting --scenario meeting-closed

Names are lower-case words with hyphens. docs/adding.md explains what follows.
`;

async function run(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { path: { type: 'string' }, operation: { type: 'string' }, scenario: { type: 'string' } },
  });
  if (positionals.length === 0) throw new UsageError('Name a provider and an operation.');
  if (positionals[0] === 'check') return newCheck(positionals.slice(1), values);
  return newOperation(positionals, values);
}

try {
  process.stdout.write(await run(process.argv.slice(2)));
} catch (error) {
  const isUsers = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsers) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
