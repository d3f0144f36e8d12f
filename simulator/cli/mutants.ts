import type { Command } from 'commander';
import type { Mutant } from '../mutants/mutant.js';
import { BadUse } from './bad-use.js';
import { commandIn } from './trials/command-in.js';
import { commandRun } from './trials/command-run.js';
import { nothingCanBeTold } from './trials/nothing-can-be-told.js';
import { survived } from './trials/outcome.js';
import { progressOn } from './trials/progress.js';
import { runAll } from './trials/run-all.js';
import { exitCodeOf, stopSignal } from './trials/stop-signal.js';
import { simulatorOptions } from './trials/simulator-options.js';
import type { SimulatorFlags } from './trials/simulator-options.js';
import { instantFlag } from './instant-flag.js';
import { isNoticed, reportJson, reportText } from './mutants/report.js';
import { wholeNumber } from './numbers.js';
import { providersMeant } from './providers-meant.js';

interface MutantFlags extends SimulatorFlags {
  readonly provider?: string;
  readonly only?: string;
  readonly list?: true;
  readonly timeout: number;
  readonly json?: true;
}

const examples = `
It runs against a simulator that is right first, then against one that is wrong in one way at a time. Good tests fail then.
In its environment stand
  UNDERSTUDY_URL      what to put in front of a provider's host, such as http://127.0.0.1:40123/~trial
  UNDERSTUDY_MUTANT   what is wrong: standard (nothing), or such as ytx/code/applicationNotVerified

Exit code: 0 it notices every fault, 1 it does not, 2 wrong use, or it fails already when nothing is wrong.

Examples:
  understudy mutants --list
  understudy mutants --provider ytx -- npm test
  understudy mutants --only 'xylink/createGroups/*' -- npm test
`;

/** `understudy mutants`: runs the user's own tests against providers that are wrong, and tells what they do not notice. */
export function addMutants(program: Command): void {
  program
    .command('mutants')
    .description('run your tests against simulators that are wrong in one way each, and tell what they do not notice')
    .usage('[options] -- <command> [args...]')
    .argument('[command...]', 'the command to run; it stands behind --')
    .option('--provider <name>', 'only the faults of this provider')
    .option('--only <glob>', 'only faults of such names; * stands for anything')
    .option('--list', 'list the faults, and run nothing')
    .option('--seed <text>', 'what all chance follows from')
    .option('--world <file>', 'starting world, YAML or JSON, instead of the included one')
    .option('--start-at <instant>', 'where the clock of every run starts, ISO 8601 with offset', instantFlag)
    .option('--timeout <seconds>', 'how long a run may take', wholeNumber(1, 86_400), 300)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(mutants);
}

async function mutants(operands: readonly string[], flags: MutantFlags): Promise<void> {
  const trials = await mutantsMeant(flags);
  if (flags.list === true) {
    process.stdout.write(trials.map(({ name, says }) => `${name}\n    ${says}\n`).join(''));
    return;
  }
  const command = commandIn('mutants', operands, process.argv);
  const stop = stopSignal();
  const options = await simulatorOptions(flags);
  const { createSimulator } = await import('../index.js');
  const { providers } = await import('../providers/index.js');
  const progress = progressOn(process.stderr);
  const results = await runAll(trials, {
    simulatorFor: (mutant) =>
      createSimulator({
        ...options,
        providers: providers.map((each) => (each.name === mutant?.provider.name ? mutant.provider : each)),
      }),
    nameOf: ({ name }) => name,
    run: (url, name) =>
      commandRun(command, {
        env: { ...process.env, UNDERSTUDY_URL: url, UNDERSTUDY_MUTANT: name },
        timeoutMs: flags.timeout * 1000,
        stop,
      }),
    progress,
    stop,
  }).finally(progress.close);
  if (results === undefined) {
    process.exitCode = exitCodeOf(stop);
    return;
  }
  const { standard, trials: rows } = results;
  if (!survived(standard)) throw nothingCanBeTold('when nothing is wrong', standard);
  process.stdout.write(flags.json === undefined ? reportText(rows) : reportJson(standard, rows));
  process.exitCode = rows.every(isNoticed) ? 0 : 1;
}

async function mutantsMeant({ provider, only }: MutantFlags): Promise<readonly Mutant[]> {
  const { providers } = await import('../providers/index.js');
  const meant = providersMeant(provider, providers);
  const { examples: examplesOf } = await import('../mutants/examples.js');
  const { mutantsOf } = await import('../mutants/all-mutants.js');
  const { globOf } = await import('../../contracts/suite/run/plan.js');
  const all = await examplesOf();
  const isMeant = only === undefined ? () => true : globOf(only);
  const found = meant.flatMap((each) => mutantsOf(each, all)).filter(({ name }) => isMeant(name));
  if (found.length > 0) return found;
  throw new BadUse(`no fault has a name like "${only ?? ''}"; \`understudy mutants --list\` lists them`);
}
