import { type Command, Option } from 'commander';
import type { SignedByHand } from '../core/requests/request-builder.js';
import type { Provider } from '../core/provider.js';
import { providers } from '../providers/index.js';
import { type Additions, signedByHand, withAdditions, withHeaders } from './shared/request-overrides.js';
import { addressFlag, BadUse, instantFlag, defaultAddress } from './shared/flags.js';
import { curlCommand } from './shared/curl.js';
import type { CliRun, Io } from './shared/io.js';
import { worldFrom } from './shared/world-file.js';

interface SignFlags extends Additions {
  readonly startAt?: number;
  readonly world?: string;
  readonly curl?: true;
}

/** What the provider asks for besides; these flags are declared without a parser, so their values are texts. */
type OwnFlags = Readonly<Record<string, string | undefined>>;

const examplesOf = (names: readonly string[]): string => `\nExamples:\n${names.map((each) => `  ${each}\n`).join('')}`;

/** `understudy sign <provider>`: computes what a signed request needs, with the credentials of the cast or one's own. */
export function addSign(program: Command, { io }: Pick<CliRun, 'io'>): void {
  const sign = program
    .command('sign')
    .description('sign a request by hand')
    .addHelpText('after', examplesOf(providers.map(({ handSigning }) => `${handSigning.example} | sh`)));
  for (const provider of providers) {
    const { flags, example } = provider.handSigning;
    const command = sign.command(provider.name).description(`sign a request of ${provider.name}`);
    const own = flags.map(({ name, value, says, standard }) => {
      const option = new Option(`--${name} <${value}>`, says);
      command.addOption(standard === undefined ? option : option.default(standard));
      return { name, given: option.attributeName() };
    });
    command
      .option('--start-at <instant>', 'sign as of this instant, ISO 8601 with offset; now unless given', instantFlag)
      .option('--world <file>', 'take the cast from this world instead of the included one')
      .option('--url <address>', 'where the simulator listens', addressFlag, defaultAddress)
      .option('--scenario <name...>', 'switch this scenario on, by a segment /+name of the URL', [])
      .option('--header <line...>', "send 'Name: value' as well, or instead; an empty value takes a header away", [])
      .option('--curl', 'print a ready curl command instead')
      .addHelpText('after', examplesOf([`understudy sign ${provider.name}`, `${example} | sh`]))
      .action(async (asked: SignFlags & OwnFlags) => {
        const flags = Object.fromEntries(own.map(({ name, given }) => [name, asked[given]]));
        const { sent, base } = withAdditions(await signed(provider, asked, { flags, io }), asked, provider);
        io.stdout.write(asked.curl === undefined ? listed(sent, base, asked.header) : `${curlCommand(sent, base)}\n`);
      });
  }
}

async function signed(
  provider: Provider,
  { startAt, world: file }: Pick<SignFlags, 'startAt' | 'world'>,
  { flags, io: { cwd, clock } }: { readonly flags: OwnFlags; readonly io: Pick<Io, 'cwd' | 'clock'> },
): Promise<SignedByHand> {
  const { startingWorld, createSimulator } = await import('../index.js');
  const world = file === undefined ? startingWorld : await worldFrom(file, providers, cwd);
  const space = createSimulator({ world }).spaces.of(undefined);
  const result = signedByHand(provider, space, { flags, now: startAt ?? clock.now() });
  if (typeof result === 'string') throw new BadUse(result);
  return result;
}

function listed({ computed, method, host, target }: SignedByHand, url: string, header: readonly string[]): string {
  const rows = [...Object.entries(withHeaders(computed, header)), [method, `${url}/${host}${target}`]];
  return rows.map(([name = '', value = '']) => `${name}: ${value}\n`).join('');
}
