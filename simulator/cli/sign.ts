import { phrase, say } from '../../contracts/messages.js';
import { type Command, Option } from 'commander';
import type { SignedByHand } from '../core/requests/request-builder.js';
import type { Provider } from '../core/provider.js';
import { hostsOf } from '../http/address.js';
import { providers } from '../providers/index.js';
import { withTraits } from './settings/declared.js';
import { type RequestOverrides, signRequest, applyOverrides, withHeaders } from './shared/request-overrides.js';
import { addressFlag, BadUse, defaultAddress, flagTexts, flagWithDefault, instantFlag } from './shared/flags.js';
import { curlCommand } from './shared/curl.js';
import { helpParagraphs } from './shared/help.js';
import type { CliIo, CliRun, Io } from './shared/io.js';
import { httpFileText, isAccepted, noReplyMessage, replyText, sendRequest } from './shared/send-request.js';
import { complainTo } from './shared/text.js';
import { addCaDirFlag, keptCaOrBadUse } from './shared/tls-flags.js';
import { worldFrom } from './shared/world-file.js';

interface SignFlags extends Omit<RequestOverrides, 'url'> {
  readonly url?: string;
  readonly startAt?: number;
  readonly world?: string;
  readonly curl?: true;
  readonly http?: true;
  readonly send?: true;
  readonly caDir?: string;
}

/** The flags of the provider itself; they have no parser, so their values are texts. */
type OwnFlags = Readonly<Record<string, string | undefined>>;

const examplesOf = (commands: readonly string[]): string =>
  ['Examples:', ...commands.map((each) => `  ${each}`)].join('\n');

/** `understudy sign <provider>`: signs a request with the credentials of the cast or of the user. */
export function addSign(program: Command, { io, exitWith }: CliRun): void {
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
      const option = withTraits(new Option(`--${name} <${value}>`, says), { isLocal: true });
      command.addOption(usual === undefined ? option : option.default(usual, usual));
      return { name, given: option.attributeName() };
    });
    addCaDirFlag(command)
      .option('--start-at <instant>', flagTexts.startAt, instantFlag)
      .option('--world <file>', flagTexts.world)
      .option('--url <address>', flagTexts.url, addressFlag)
      .addOption(listFlag('--scenario <name...>', 'activate a scenario, as a segment /+name of the URL'))
      .addOption(listFlag('--header <line...>', "set a header 'Name: value'; an empty value removes it"))
      .option('--send', 'send it, and print the reply; exit code 0: accepted, 1: refused, 3: no reply')
      .option('--curl', 'print a curl command')
      .option('--http', 'print it as a .http file, for the HTTP clients of editors')
      .addHelpText(
        'after',
        helpParagraphs(io.text, examplesOf([`understudy sign ${provider.name}`, `${example} | sh`])),
      )
      .action(async (asked: SignFlags & OwnFlags) => {
        refuseTwoOutputs(asked);
        const flags = Object.fromEntries(own.map(({ name, given }) => [name, asked[given]]));
        const overrides = { ...asked, url: asked.url ?? defaultAddress };
        const { sent, base } = applyOverrides(await signFromFlags(provider, asked, { flags, io }), overrides, provider);
        if (asked.send === undefined) io.stdout.write(outputOf(asked, sent, base));
        else exitWith(await send(sent, { provider, operation: flags['operation'] ?? '', base, asked }, io));
      });
  }
}

function refuseTwoOutputs({ send, curl, http }: SignFlags): void {
  const given = Object.entries({ send, curl, http }).flatMap(([name, value]) => (value === true ? [`--${name}`] : []));
  if (given.length > 1) throw new BadUse(say`${given.join(' and ')} exclude each other; pass one of them`);
}

function outputOf({ curl, http, header }: SignFlags, sent: SignedByHand, base: string): string {
  if (http === true) return httpFileText(sent, base);
  return curl === true ? `${curlCommand(sent, base)}\n` : requestText(sent, base, header);
}

interface SentTo {
  readonly provider: Provider;
  readonly operation: string;
  readonly base: string;
  readonly asked: SignFlags;
}

/** How long `--send` waits for a reply, ms of real time. */
const sendTimeoutMs = 30_000;

/** Sends the request and prints the reply; resolves to the exit code. */
async function send(signed: SignedByHand, { provider, operation, base, asked }: SentTo, io: CliIo): Promise<number> {
  const ca = async (): Promise<string> => (await keptCaOrBadUse(asked, io, hostsOf(providers))).ca.certificate;
  const reply = await sendRequest(signed, { base, ca, timeoutMs: sendTimeoutMs });
  if ('says' in reply) {
    complainTo(io)(noReplyMessage(asked.url ?? defaultAddress, reply));
    return 3;
  }
  io.stdout.write(replyText(reply));
  return isAccepted(reply, provider, operation) ? 0 : 1;
}

const listFlag = (flags: string, text: string): Option =>
  flagWithDefault<readonly string[]>(flags, text, { value: [], shown: 'none' });

async function signFromFlags(
  provider: Provider,
  { startAt, world: file }: Pick<SignFlags, 'startAt' | 'world'>,
  { flags, io: { cwd, clock } }: { readonly flags: OwnFlags; readonly io: Pick<Io, 'cwd' | 'clock'> },
): Promise<SignedByHand> {
  const { startingWorld, createSimulator } = await import('../simulator.js');
  const world = file === undefined ? startingWorld : await worldFrom(file, providers, cwd);
  const space = createSimulator({ world }).spaces.getOrCreate(undefined);
  const result = signRequest(provider, space, { flags, now: startAt ?? clock.now() });
  if (typeof result === 'string') throw new BadUse(phrase(result));
  return result;
}

function requestText({ computed, method, host, target }: SignedByHand, url: string, header: readonly string[]): string {
  const rows = [...Object.entries(withHeaders(computed, header)), [method, `${url}/${host}${target}`]];
  return rows.map(([name = '', value = '']) => `${name}: ${value}\n`).join('');
}
