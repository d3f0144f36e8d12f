import { say } from '../../contracts/messages.js';
import { type Command, InvalidArgumentError } from 'commander';
import type { World } from '../core/state/world.js';
import { providers } from '../providers/index.js';
import { applicable } from './settings/apply.js';
import { BadUse, flagTexts, instantFlag, wholeNumber } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun } from './shared/io.js';
import { word } from './shared/text.js';

type WorldFlags = Readonly<Record<string, number | undefined>> & {
  readonly generate?: true;
  readonly seed?: string;
  readonly startAt?: number;
};

const examples = `
Examples:
  understudy world
  understudy world init > world.yaml
  understudy world --generate
  understudy world --generate --accounts 3 --rooms 50 --seed friday > team.yaml
`;

const quantities = providers.flatMap(({ worldGenerator }) => worldGenerator?.quantities ?? []);
const defaultSeed = 'understudy';
/** Late enough that generated bookings lie in the future for any clock of `serve`. */
const defaultStart = '2099-01-01T00:00:00+08:00';

/** `understudy world`: prints the included world, or a generated one, for `serve --world`. */
export function addWorld(program: Command, { io }: CliRun): void {
  const command = program
    .command('world')
    .description('Print the included world, or generate another one.')
    .option('--generate', 'generate a world');
  for (const { name, says, min, max, default: usual } of quantities) {
    command.option(`--${name} <n>`, `with --generate: ${says} (default: ${usual})`, wholeNumber(min, max));
  }
  command
    .option('--seed <text>', `with --generate: ${flagTexts.seed} (default: ${defaultSeed})`, seedFlag)
    .option(
      '--start-at <instant>',
      `with --generate: start time, ISO 8601 with offset (default: ${defaultStart})`,
      instantFlag,
    )
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action(async (all: WorldFlags, self: Command) => {
      const flags = applicable(all, self, all.generate === undefined ? Object.keys(all) : []);
      io.stdout.write(await (flags.generate === undefined ? includedWorld(flags) : generatedWorld(flags)));
    });
  command
    .command('init')
    .description('Print the included world with comments, as a file to change.')
    .action(async () => {
      const { startingWorld } = await import('../simulator.js');
      const { commentedWorld } = await import('./world-init.js');
      io.stdout.write(await commentedWorld(startingWorld, io));
    });
}

/** The comment above the world quotes the seed, so it must be one line. */
function seedFlag(text: string): string {
  if (/^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u.test(text)) return text;
  throw new InvalidArgumentError('It must be 1 to 200 characters without line breaks and control characters.');
}

async function includedWorld(flags: WorldFlags): Promise<string> {
  const [first] = Object.keys(flags);
  if (first !== undefined) throw new BadUse(say`--${first === 'startAt' ? 'start-at' : first} needs --generate`);
  const { startingWorld } = await import('../simulator.js');
  return await yamlOf(startingWorld, ['Made by: understudy world']);
}

async function generatedWorld(flags: WorldFlags): Promise<string> {
  // Faker is large, and no other command needs it.
  const { generateWorld } = await import('../world-generator/index.js');
  const asked = Object.fromEntries(quantities.map(({ name, default: usual }) => [name, flags[name] ?? usual]));
  const { seed = defaultSeed, startAt = instantFlag(defaultStart) } = flags;
  const world = await generateWorld(providers, { seed, startAt, quantities: asked });
  const amounts = Object.entries(asked).map(([name, amount]) => `--${name} ${amount}`);
  const start = new Date(startAt).toISOString();
  const made = `understudy world --generate ${amounts.join(' ')} --seed ${word(seed)} --start-at ${start}`;
  return await yamlOf(world, [
    `Made by: ${made}`,
    'All entities are invented. Start the simulator with it: understudy serve --world FILE',
  ]);
}

async function yamlOf(world: World, comment: readonly string[]): Promise<string> {
  const { dump } = await import('js-yaml');
  const yaml = dump(world, { lineWidth: -1, noRefs: true });
  return `${comment.map((line) => `# ${line}\n`).join('')}\n${yaml}`;
}
