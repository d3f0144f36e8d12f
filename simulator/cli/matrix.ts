import { english, say, table, type Render } from '../../contracts/messages.js';
import type { Command } from 'commander';
import { inWords, type Outcome, hasPassed } from './command-runs/outcome.js';
import {
  isOfProfile,
  nameOf,
  readingsOf,
  type Trial,
  trialsOf,
  type ReadingSelection,
} from './command-runs/readings-runs.js';
import { commandIn, runSeries, type Series, type SeriesFlags, addCommandFlags } from './command-runs/series.js';
import { flagTexts } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun } from './shared/io.js';

const examples = `
The first run uses the default options; each further run changes one reading, or uses a profile. The command gets these variables:
  UNDERSTUDY_URL      prefix of a provider's host, such as http://127.0.0.1:40123/~trial
  UNDERSTUDY_READING  the reading of the run: default, such as ytx/validity=10min, or such as ytx/profile=strict

Exit code: 0 every run passed, 1 a run failed, 2 invalid use, or the run with the default options failed.

Examples:
  understudy matrix -- npm test
  understudy matrix --provider ytx --start-at 2026-11-21T12:00:00+08:00 -- npm test
  understudy matrix --reading profile -- npm test
  understudy matrix --reading validity ytx/statusMsg --json -- node book.js
`;

type MatrixFlags = SeriesFlags & ReadingSelection;

/** `understudy matrix`: runs the user's command once for every reading. */
export function addMatrix(program: Command, run: CliRun): void {
  const command = program
    .command('matrix')
    .description('Run a command once for every reading and profile, and report which runs pass.')
    .option('--provider <name>', flagTexts.provider)
    .option(
      '--reading <name...>',
      'use these readings only, or the profiles as `profile`; `understudy readings` lists them',
    );
  addCommandFlags(command)
    .addHelpText('after', helpParagraphs(run.io.text, examples))
    .action((operands: readonly string[], flags: MatrixFlags) => matrix(operands, flags, run));
}

async function matrix(operands: readonly string[], flags: MatrixFlags, run: CliRun): Promise<void> {
  const command = commandIn('matrix', operands, run.argv);
  const { providers } = await import('../providers/index.js');
  const series: Series<Trial> = {
    trials: trialsOf(providers, flags),
    variation: (trial) => ({ readings: readingsOf(trial) }),
    nameOf,
    title: 'understudy matrix',
    variable: 'UNDERSTUDY_READING',
    firstRun: say`with the default options`,
    isGood: hasPassed,
    text: reportText,
    json: reportJson,
    problem: inWords,
  };
  await runSeries(command, flags, series, run);
}

type Row = Trial & Outcome;

/** The outcome of every trial as a table, and how many readings pass with all their options. */
export function reportText(rows: readonly Row[], text: Render = english): string {
  const cells = [
    [say`provider`, say`reading`, say`option`, say`result`].map(text),
    ...rows.map((row) => [row.provider, row.reading, row.option, text(inWords(row))]),
  ];
  const { passed: some, readings } = totalsOf(rows);
  const profiles = rows.filter(isOfProfile);
  const ofProfiles =
    profiles.length > 0 ? [text(say`${profiles.filter(hasPassed).length} of ${profiles.length} profiles passed`)] : [];
  const ofReadings = readings > 0 ? [text(say`${some} of ${readings} readings passed`)] : [];
  return [...table(cells), '', ...ofReadings, ...ofProfiles].map((line) => `${line}\n`).join('');
}

/** The same as JSON. */
export function reportJson(baseline: Outcome, rows: readonly Row[]): string {
  const withResult = (outcome: Outcome): object => ({ ...outcome, passed: hasPassed(outcome) });
  const report = { ...totalsOf(rows), baseline: withResult(baseline), trials: rows.map(withResult) };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A reading passes when the command passes with each of its other options. */
function totalsOf(all: readonly Row[]): { readonly passed: number; readonly readings: number } {
  const rows = all.filter((row) => !isOfProfile(row));
  const readings = new Set(rows.map(readingOf));
  const fatal = new Set(rows.filter((row) => !hasPassed(row)).map(readingOf));
  return { passed: readings.size - fatal.size, readings: readings.size };
}

const readingOf = ({ provider, reading }: Trial): string => `${provider}/${reading}`;
