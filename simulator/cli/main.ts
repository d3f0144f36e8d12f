import { CommanderError } from 'commander';
import { programFor } from './program.js';
import { configFor } from './settings/config-file.js';
import { BadUse } from './shared/flags.js';
import type { CliIo, Io } from './shared/io.js';
import { languageOf, textOf } from './shared/language.js';
import { complainTo } from './shared/text.js';
import { stackOf } from './shared/user-files.js';

/**
 * Runs the command line and resolves to its exit code: 0 success, 1 a bug of this program, 2 invalid use; commands have more of them.
 * It never rejects. Runs share no state, so tests may run several at once.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const config = await configFor(argv, io);
  const language = languageOf(argv, io.env, config.values['language']);
  const ours: CliIo = { ...io, language, text: await textOf(language) };
  let exitCode = 0;
  const exitWith = (code: number): void => {
    exitCode = code;
  };
  try {
    await programFor({ io: ours, argv, config, exitWith }).parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeAfter(error, ours);
  }
}

/** By name, since only the commands that run cases load the suite that throws it. */
const isBrokenContract = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'ContractFileError';

function exitCodeAfter(error: unknown, io: CliIo): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof BadUse || isBrokenContract(error)) {
    complainTo(io)(error instanceof BadUse ? error.says : error.message);
    return 2;
  }
  io.stderr.write(`${stackOf(error)}\n`);
  return 1;
}
