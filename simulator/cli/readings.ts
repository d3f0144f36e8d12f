import { columnsOf, english, say, type Render } from '../../contracts/messages.js';
import type { Command } from 'commander';
import type { Provider } from '../core/provider.js';
import type { Reading, ReadingProfile } from '../core/pipeline/reading.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun } from './shared/io.js';
import { flagTexts, chooseProviders } from './shared/flags.js';
import { wrapText } from './shared/text.js';

const examples = `
Examples:
  understudy readings
  understudy readings xylink
  understudy readings --json
`;

/** `understudy readings`: the ambiguities of the providers' pages, and how the simulator reads them. */
export function addReadings(program: Command, { io }: CliRun): void {
  program
    .command('readings')
    .description('List every reading with its options, and the profiles that choose several options.')
    .argument('[provider]', flagTexts.provider)
    .option('--json', flagTexts.json)
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action(async (name: string | undefined, { json }: { readonly json?: true }) => {
      const { providers } = await import('../providers/index.js');
      const meant = chooseProviders(name, providers);
      io.stdout.write(json === undefined ? readingsText(meant, io.text) : readingsJson(meant));
    });
}

const width = 80;

/** The readings of these providers as text, no line wider than 80 characters. */
export function readingsText(providers: readonly Provider[], text: Render = english): string {
  const parts = providers.flatMap((provider) =>
    Object.entries(provider.readings).map(
      ([name, reading]) => `${provider.name}/${name}\n${readingText(reading, text)}`,
    ),
  );
  const profiles = providers.flatMap(({ name, readingProfiles = {} }) =>
    Object.entries(readingProfiles).map(
      ([profile, entry]) => `${name}/profile=${profile}\n${profileText(entry, text)}`,
    ),
  );
  const counts = providers
    .map(({ name, readings }) => text(say`${Object.keys(readings).length} of ${name}`))
    .join(', ');
  const legend = text(
    say`Readings: ${counts}. * marks the default option; \`understudy matrix\` tries the others, and each profile.`,
  );
  return [...parts, ...profiles, wrapText(legend, { lead: '', indent: 0, width })]
    .map((part) => `${part}\n`)
    .join('\n');
}

function readingText({ asks, options, default: usual, reason }: Reading, text: Render): string {
  // The default option comes first, regardless of its place in the catalogue.
  const ordered = [usual, ...Object.keys(options).filter((option) => option !== usual)];
  const why = `  ${text(say`Why:`)} `;
  const column = Math.max(...ordered.map((option) => option.length)) + 6;
  return [
    wrapText(text(asks), { lead: '', indent: 2, width }),
    ...ordered.map((option) =>
      wrapText(text(options[option] ?? ''), {
        lead: `  ${option === usual ? '*' : ' '} ${option}`,
        indent: column,
        width,
      }),
    ),
    wrapText(text(reason), { lead: why, indent: columnsOf(why), width }),
  ].join('\n');
}

function profileText({ statement, reason, options }: ReadingProfile, text: Render): string {
  const listed = Object.entries(options).map(([reading, option]) => `${reading}=${option}`);
  const [what, why] = [`  ${text(say`Sets:`)} `, `  ${text(say`Why:`)} `];
  return [
    wrapText(text(statement), { lead: '', indent: 2, width }),
    wrapText(listed.join(', '), { lead: what, indent: columnsOf(what), width }),
    wrapText(text(reason), { lead: why, indent: columnsOf(why), width }),
  ].join('\n');
}

function readingsJson(providers: readonly Provider[]): string {
  const byProvider = providers.map(({ name, readings }) => {
    const catalogue = Object.entries(readings).map(
      ([reading, { asks, default: usual, options, reason, seenIn }]) =>
        [reading, { asks, default: usual, options, reason, seenIn }] as const,
    );
    return [name, Object.fromEntries(catalogue)] as const;
  });
  const profiles = Object.fromEntries(providers.map(({ name, readingProfiles = {} }) => [name, readingProfiles]));
  return `${JSON.stringify({ ...Object.fromEntries(byProvider), profiles }, null, 2)}\n`;
}
