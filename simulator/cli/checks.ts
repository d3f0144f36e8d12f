import { english, type Message, say, type Render } from '../../contracts/messages.js';
import type { Command } from 'commander';
import type { ValidationRecord } from '../../contracts/validation/records.js';
import type { Provider } from '../core/provider.js';
import { ageFlag, BadUse, flagTexts, orThese, findProvider } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliIo, CliRun, Io } from './shared/io.js';
import { complainTo } from './shared/text.js';

interface ChecksFlags {
  readonly json?: true;
  /** ms. */
  readonly staleAfter?: number;
  readonly validation?: string;
}

const checksExamples = `
Examples:
  understudy checks
  understudy checks --json
  understudy checks --validation ./validation --stale-after P90D
`;

const explainExamples = `
Examples:
  understudy explain ytx ytx/caller-is-allowed
  understudy explain ytx applicationNotVerified
  understudy explain ytx createMeeting
  understudy explain xylink too-many-requests
`;

/** `understudy checks` and `understudy explain`: every check and event with its evidence. */
export function addChecks(program: Command, { io }: CliRun): void {
  program
    .command('checks')
    .description('List every check, every operation and every callback with its confidence.')
    .option('--json', flagTexts.json)
    .option('--validation <dir>', flagTexts.validation)
    .option('--stale-after <duration>', 'warn of older validation records', ageFlag)
    .addHelpText('after', helpParagraphs(io.text, checksExamples))
    .action(async (flags: ChecksFlags) => {
      const { said, warnings } = await checksReportAt(io.clock.now(), flags, io);
      io.stdout.write(said);
      for (const warning of warnings) complainTo(io)(warning);
    });
  program
    .command('explain')
    .description('Explain a code, a refusal, a check, an operation or a callback.')
    .argument('<provider>', 'ytx or xylink')
    .argument('<what>', 'a code, a refusal (applicationNotVerified), a check, a scenario, an operation or a callback')
    // Codes look like flags.
    .allowUnknownOption()
    .addHelpText('after', helpParagraphs(io.text, explainExamples))
    .action(async (provider: string, what: string) => {
      io.stdout.write(`${await explanation(provider, what, io.text)}\n`);
    });
}

/** The output of `understudy checks` at this instant, ms since the epoch, and its warnings. */
export async function checksReportAt(
  now: number,
  { json, staleAfter, validation }: ChecksFlags,
  { cwd, text = english }: Pick<Io, 'cwd'> & Partial<Pick<CliIo, 'text'>>,
): Promise<{ readonly said: string; readonly warnings: readonly Message[] }> {
  const { providers } = await import('../providers/index.js');
  const { staleWarning } = await import('../checks-report/text.js');
  const names = providers.map(({ name }) => name);
  const all = new Map(
    await Promise.all(names.map(async (name) => [name, await recordsOf(name, validation, cwd)] as const)),
  );
  const of = (name: string): readonly ValidationRecord[] => all.get(name) ?? [];
  const warningOf = (name: string): Message | undefined =>
    staleAfter === undefined ? undefined : staleWarning(name, of(name), { now, staleAfterMs: staleAfter });
  const warnings = names.map(warningOf).filter((warning) => warning !== undefined);
  if (json === undefined) {
    const { checksText } = await import('../checks-report/text.js');
    const texts = await Promise.all(providers.map((each) => checksText(each, { now, records: of(each.name), text })));
    return { said: texts.join('\n'), warnings };
  }
  const { checksReport } = await import('../checks-report/json.js');
  return { said: `${JSON.stringify(await checksReport(providers, of), null, 2)}\n`, warnings };
}

/** The package's own records of a provider, and those in the user's folder. */
async function recordsOf(
  provider: string,
  folder: string | undefined,
  cwd: string,
): Promise<readonly ValidationRecord[]> {
  const { ownRecords } = await import('../checks-report/proof.js');
  if (folder === undefined) return ownRecords(provider);
  const { readRecords } = await import('./validation/record-files.js');
  return [...ownRecords(provider), ...(await readRecords({ folder, cwd }, provider))];
}

async function explanation(name: string, what: string, text: Render): Promise<string> {
  const { providers } = await import('../providers/index.js');
  const { explain: explained } = await import('../checks-report/explain.js');
  const provider = findProvider(name, providers);
  const explanation = await explained(provider, what, text);
  if (explanation !== undefined) return explanation;
  throw new BadUse(
    say`${name} has no code, refusal, check, operation or callback "${what}"; ${orThese(what, await namesIn(provider))}`,
  );
}

/** Every name that `understudy explain` accepts for a provider. */
async function namesIn(provider: Provider): Promise<readonly string[]> {
  const { checksOf } = await import('../checks-report/rows.js');
  const checks = checksOf(provider).flatMap(({ check, scenario }) => [check.slice(provider.name.length + 1), scenario]);
  const refusals = Object.values(provider.refusals).flatMap(({ name, code }) => [name, code]);
  return [
    ...new Set([
      ...checks,
      ...refusals,
      ...Object.keys(provider.operations),
      ...Object.keys(provider.callbacks?.events ?? {}),
    ]),
  ];
}
