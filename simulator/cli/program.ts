import { Command, Option } from 'commander';
import { version } from '../platform/version.js';
import { addCa } from './ca.js';
import { addCallbacks } from './callbacks.js';
import { addChecks } from './checks.js';
import { addConfig } from './config.js';
import { addDiagnose } from './diagnose.js';
import { addDrift } from './drift.js';
import { addEnv } from './env.js';
import { addErrors } from './errors.js';
import { addMatrix } from './matrix.js';
import { addMutants } from './mutants.js';
import { addReadings } from './readings.js';
import { addRecord } from './record.js';
import { addRun } from './run.js';
import { addServe } from './serve.js';
import { applySettings } from './settings/apply.js';
import { settingsOf } from './settings/declared.js';
import { refuseInvalid } from './settings/file-values.js';
import { helpIn, helpParagraphs } from './shared/help.js';
import type { CliRun, Output } from './shared/io.js';
import { languages } from './shared/language.js';
import { commanderError, inOneLine } from './shared/text.js';
import { addSign } from './sign.js';
import { addVerify } from './verify.js';
import { addWait } from './wait.js';
import { addWorld } from './world.js';

const help = `
Examples:
  understudy serve
  understudy sign ytx --curl | sh
`;

const commands = [
  addServe,
  addWait,
  addRun,
  addEnv,
  addCa,
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
  addConfig,
] as const;

/** The command line with all commands, for one run. */
export function programFor(run: CliRun): Command {
  const { stdout, stderr, text, language } = run.io;
  const widthOf = ({ isTTY, columns = 80 }: Output): number => (isTTY === true ? columns : 80);
  const understudy = new Command('understudy')
    .description('Simulate the meeting providers YTX (云讯) and XYLink (小鱼易连).')
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .configureHelp(helpIn(text))
    .configureOutput({
      writeOut: (help) => stdout.write(help),
      writeErr: (help) => stderr.write(help),
      outputError: (message) => stderr.write(inOneLine(text(commanderError(message)))),
      // Without these, commander asks the process.
      getOutHelpWidth: () => widthOf(stdout),
      getErrHelpWidth: () => widthOf(stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addOption(
      new Option('--language <language>', 'language of help and output, from LC_ALL, LC_MESSAGES or LANG')
        .choices(languages)
        .default(language, language),
    )
    .option(
      '--config <file>',
      'configuration file (default: understudy.config.* here, or up to the folder of package.json)',
    )
    .option('--no-config', 'use no configuration file')
    .hook('preAction', (_, command) => {
      useSettings(understudy, command, run);
    })
    .addHelpText('after', helpParagraphs(text, help));
  for (const add of commands) add(understudy, run);
  return understudy;
}

/** Sets the options that variables and the configuration file give; throws `BadUse`. */
function useSettings(program: Command, command: Command, { config, io: { env, cwd } }: CliRun): void {
  if (config.problem !== undefined) throw config.problem;
  const declared = settingsOf(program);
  refuseInvalid(config, declared);
  for (const each of declared) {
    if (each.command === program || each.command === command) applySettings(each, { env, config, cwd });
  }
}
