import { Command, CommanderError } from 'commander';
import { version } from '../platform/version.js';
import { addErrors } from './errors.js';
import { BadUse } from './shared/flags.js';
import { addCallbacks } from './callbacks.js';
import { addDiagnose } from './diagnose.js';
import { addDrift } from './drift.js';
import type { CliRun, Io } from './shared/io.js';
import { addChecks } from './checks.js';
import { addMatrix } from './matrix.js';
import { addMutants } from './mutants.js';
import { inOneLine } from './shared/text.js';
import { addReadings } from './readings.js';
import { addRecord } from './record.js';
import { addServe } from './serve.js';
import { addSign } from './sign.js';
import { stackOf } from './shared/user-files.js';
import { addVerify } from './verify.js';
import { addWorld } from './world.js';

const examples = `
Examples:
  understudy serve
  understudy sign ytx --curl | sh
`;

/**
 * Runs the command line and resolves to its exit code: 0 success, 1 a bug of this program, 2 invalid use; commands have more of them.
 * It never rejects. Runs share no state, so tests may run several at once.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const exitWith = (code: number): void => {
    exitCode = code;
  };
  try {
    await programFor({ io, argv, exitWith }).parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeAfter(error, io);
  }
}

function programFor(run: CliRun): Command {
  const { stdout, stderr } = run.io;
  const widthOf = ({ isTTY, columns = 80 }: Io['stdout']): number => (isTTY === true ? columns : 80);
  const understudy = new Command('understudy')
    .description('Simulate the meeting providers YTX (云讯) and XYLink (小鱼易连).')
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text) => stderr.write(inOneLine(text)),
      // Without these, commander asks the process.
      getOutHelpWidth: () => widthOf(stdout),
      getErrHelpWidth: () => widthOf(stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', examples);
  const commands = [
    addServe,
    addSign,
    addDiagnose,
    addChecks,
    addErrors,
    addDrift,
    addReadings,
    addMatrix,
    addVerify,
    addRecord,
    addCallbacks,
    addMutants,
    addWorld,
  ];
  for (const add of commands) add(understudy, run);
  return understudy;
}

/** By name, since only the commands that run cases load the suite that throws it. */
const isBrokenContract = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'ContractFileError';

function exitCodeAfter(error: unknown, { stderr }: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof BadUse || isBrokenContract(error)) {
    stderr.write(inOneLine(error.message));
    return 2;
  }
  stderr.write(`${stackOf(error)}\n`);
  return 1;
}
