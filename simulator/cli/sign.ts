import { phrase } from '../../contracts/messages.js';
import { type Command, Option } from 'commander';
import type { SignedByHand } from '../core/requests/request-builder.js';
import type { Provider } from '../core/provider.js';
import { providers } from '../providers/index.js';
import { type RequestOverrides, signRequest, applyOverrides, withHeaders } from './shared/request-overrides.js';
import { addressFlag, BadUse, defaultAddress, flagTexts, flagWithDefault, instantFlag } from './shared/flags.js';
import { curlCommand } from './shared/curl.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun, Io } from './shared/io.js';
import { worldFrom } from './shared/world-file.js';

interface SignFlags extends Omit<RequestOverrides, 'url'> {
  readonly url?: string;
  readonly startAt?: number;
  readonly world?: string;
  readonly curl?: true;
}

/** The flags of the provider itself; they have no parser, so their values are texts. */
type OwnFlags = Readonly<Record<string, string | undefined>>;

const examplesOf = (commands: readonly string[]): string =>
  ['Examples:', ...commands.map((each) => `  ${each}`)].join('\n');

/** `understudy sign <provider>`: signs a request with the credentials of the cast or of the user. */
export function addSign(program: Command, { io }: Pick<CliRun, 'io'>): void {
  const sign = program
    .command('sign')
    .description('Sign a request.')
    .addHelpText(
      'after',
      helpParagraphs(io.text, examplesOf(providers.map(({ signCommand }) => `${signCommand.example} | sh`))),
    );
  for (const provider of providers) {
    const { flags, example } = provider.signCommand;
    const command = sign.command(provider.name).description(`Sign a request of ${provider.name}.`);
    const own = flags.map(({ name, value, says, default: usual }) => {
      const option = new Option(`--${name} <${value}>`, says);
      command.addOption(usual === undefined ? option : option.default(usual, usual));
      return { name, given: option.attributeName() };
    });
    command
      .option('--start-at <instant>', flagTexts.startAt, instantFlag)
      .option('--world <file>', flagTexts.world)
      .option('--url <address>', flagTexts.url, addressFlag)
      .addOption(listFlag('--scenario <name...>', 'activate a scenario, as a segment /+name of the URL'))
      .addOption(listFlag('--header <line...>', "set a header 'Name: value'; an empty value removes it"))
      .option('--curl', 'print a curl command')
      .addHelpText(
        'after',
        helpParagraphs(io.text, examplesOf([`understudy sign ${provider.name}`, `${example} | sh`])),
      )
      .action(async (asked: SignFlags & OwnFlags) => {
        const flags = Object.fromEntries(own.map(({ name, given }) => [name, asked[given]]));
        const overrides = { ...asked, url: asked.url ?? defaultAddress };
        const { sent, base } = applyOverrides(await signFromFlags(provider, asked, { flags, io }), overrides, provider);
        io.stdout.write(
          asked.curl === undefined ? requestText(sent, base, asked.header) : `${curlCommand(sent, base)}\n`,
        );
      });
  }
}

const listFlag = (flags: string, text: string): Option =>
  flagWithDefault<readonly string[]>(flags, text, { value: [], shown: 'none' });

async function signFromFlags(
  provider: Provider,
  { startAt, world: file }: Pick<SignFlags, 'startAt' | 'world'>,
  { flags, io: { cwd, clock } }: { readonly flags: OwnFlags; readonly io: Pick<Io, 'cwd' | 'clock'> },
): Promise<SignedByHand> {
  const { startingWorld, createSimulator } = await import('../index.js');
  const world = file === undefined ? startingWorld : await worldFrom(file, providers, cwd);
  const space = createSimulator({ world }).spaces.of(undefined);
  const result = signRequest(provider, space, { flags, now: startAt ?? clock.now() });
  if (typeof result === 'string') throw new BadUse(phrase(result));
  return result;
}

function requestText({ computed, method, host, target }: SignedByHand, url: string, header: readonly string[]): string {
  const rows = [...Object.entries(withHeaders(computed, header)), [method, `${url}/${host}${target}`]];
  return rows.map(([name = '', value = '']) => `${name}: ${value}\n`).join('');
}
