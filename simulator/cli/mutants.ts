import { type Message, phrase, say, type Render } from '../../contracts/messages.js';
import type { Command } from 'commander';
import type { Mutant } from '../mutants/mutant.js';
import { inWords, type Outcome, hasPassed } from './command-runs/outcome.js';
import { commandIn, runSeries, type Series, type SeriesFlags, addCommandFlags } from './command-runs/series.js';
import { BadUse, flagTexts, chooseProviders } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun } from './shared/io.js';

interface MutantFlags extends SeriesFlags {
  readonly provider?: string;
  readonly case?: readonly string[];
  readonly list?: true;
  readonly all?: true;
}

const examples = `
The first run uses the correct simulator; each further run uses a mutant, a simulator with one defect. Good tests fail on
every mutant. Mutants of operations that the first run does not call are not run. The command gets these variables:
  UNDERSTUDY_URL      prefix of a provider's host, such as http://127.0.0.1:40123/~trial
  UNDERSTUDY_MUTANT   the mutant of the run: default (none), or such as ytx/code/applicationNotVerified

Exit code: 0 every mutant caught, 1 a mutant missed, 2 invalid use, or the run without a mutant failed.

Examples:
  understudy mutants --list
  understudy mutants --provider ytx -- npm test
  understudy mutants --workers 2 --shard 1/4 --junit mutants.xml -- npm test
  understudy mutants --case 'xylink/createGroups/*' -- npm test
`;

/** `understudy mutants`: runs the user's tests against mutants, and reports those that the tests miss. */
export function addMutants(program: Command, run: CliRun): void {
  const command = program
    .command('mutants')
    .description('Run your tests against simulators with one defect each, and report the missed defects.')
    .option('--provider <name>', flagTexts.provider)
    .option('--case <glob...>', flagTexts.case)
    .option('--list', flagTexts.list)
    .option('--all', 'run the mutants of operations that your tests do not call, too');
  addCommandFlags(command)
    .addHelpText('after', helpParagraphs(run.io.text, examples))
    .action((operands: readonly string[], flags: MutantFlags) => mutants(operands, flags, run));
}

async function mutants(operands: readonly string[], flags: MutantFlags, run: CliRun): Promise<void> {
  const command = flags.list === true ? [] : commandIn('mutants', operands, run.argv);
  const trials = await chooseMutants(flags);
  if (flags.list === true) {
    run.io.stdout.write(trials.map(({ name, says }) => `${name}\n    ${run.io.text(says)}\n`).join(''));
    return;
  }
  const { providers } = await import('../providers/index.js');
  const series: Series<Mutant> = {
    trials,
    variation: (mutant) => ({
      providers: providers.map((each) => (each.name === mutant.provider.name ? mutant.provider : each)),
    }),
    nameOf: ({ name }) => name,
    title: 'understudy mutants',
    variable: 'UNDERSTUDY_MUTANT',
    firstRun: say`without a mutant`,
    isGood: isCaught,
    isExpected: isCaught,
    isTouched: (mutant, called) => flags.all === true || isOfCalled(mutant, called),
    text: reportText,
    json: reportJson,
    problem: (row) => say`missed: ${row.says}`,
  };
  await runSeries(command, flags, series, run);
}

const isOfCalled = ({ provider, operations }: Mutant, called: ReadonlySet<string>): boolean =>
  operations.some((operation) => called.has(`${provider.name}/${operation}`));

async function chooseMutants({ provider, case: globs }: MutantFlags): Promise<readonly Mutant[]> {
  const { providers } = await import('../providers/index.js');
  const meant = chooseProviders(provider, providers);
  const { examples: examplesOf } = await import('../mutants/examples.js');
  const { mutantsOf } = await import('../mutants/alterations.js');
  const { globOf } = await import('../../contracts/suite/run/plan.js');
  const all = await examplesOf();
  const shapes = globs?.map(globOf);
  const isMeant = (name: string): boolean => shapes === undefined || shapes.some((isOne) => isOne(name));
  const found = meant.flatMap((each) => mutantsOf(each, all)).filter(({ name }) => isMeant(name));
  if (found.length > 0) return found;
  throw new BadUse(
    say`no mutant matches --case ${globs?.join(' ') ?? ''}; \`understudy mutants --list\` prints all names`,
  );
}

/** A mutant, and the outcome of the command. */
type Row = Mutant & Outcome;

/** Whether the command caught the mutant: it sent requests and failed. A timeout does not count as a catch. */
const isCaught = (row: Row): boolean => !hasPassed(row) && row.requests > 0 && !row.timedOut;

/** The missed mutants and the number of caught ones; a command without requests catches nothing. */
function reportText(rows: readonly Row[], text: Render, untouched: readonly Mutant[]): string {
  const missed = rows.filter((row) => !isCaught(row));
  const lines = missed.map((row) => `${text(say`missed: ${row.name}`)}\n    ${text(row.says)}${text(remarkOn(row))}\n`);
  const skipped =
    untouched.length === 0
      ? []
      : [
          `${text(say`${untouched.length} mutants not run: your tests do not call their operations (--all runs them)`)}\n`,
        ];
  return [...lines, `${text(say`${rows.length - missed.length} of ${rows.length} mutants caught`)}\n`, ...skipped].join(
    '',
  );
}

const remarkOn = (row: Row): Message => (hasPassed(row) ? phrase('') : say` (The command ${inWords(row)}.)`);

/** The same as JSON. */
function reportJson(baseline: Outcome, rows: readonly Row[], untouched: readonly Mutant[]): string {
  const mutants = rows.map((row) => {
    const { name, says, exitCode, signal, timedOut, requests } = row;
    return { name, says, caught: isCaught(row), exitCode, signal, timedOut, requests };
  });
  const caught = mutants.filter((each) => each.caught).length;
  return `${JSON.stringify({ caught, mutants: rows.length, baseline, results: mutants, untouched: untouched.map(({ name }) => name) }, null, 2)}\n`;
}
