import type { Command } from 'commander';
import { Option } from 'commander';
import type { SignedByHand } from '../core/hand-signing.js';
import type { Provider } from '../core/provider.js';
import { providers } from '../providers/index.js';
import { BadUse } from './bad-use.js';
import { instantFlag } from './instant-flag.js';
import { worldFrom } from './world-file.js';

type SignFlags = Readonly<Record<string, string | undefined>> & {
  readonly url: string;
  readonly curl?: string;
};

/** `understudy sign <provider>`: computes what a signed request needs, with the credentials of the cast or one's own. */
export function addSign(program: Command): void {
  const sign = program.command('sign').description('sign a request by hand');
  for (const provider of providers) {
    const { flags, example } = provider.handSigning;
    const command = sign.command(provider.name).description(`sign a request of ${provider.name}`);
    for (const { name, value, says, standard } of flags) {
      const option = new Option(`--${name} <${value}>`, says);
      command.addOption(standard === undefined ? option : option.default(standard));
    }
    command
      .option('--at <instant>', 'sign as of this instant, ISO 8601 with offset; now unless given')
      .option('--world <file>', 'take the cast from this world instead of the included one')
      .option('--url <address>', 'where the simulator listens', 'http://127.0.0.1:4010')
      .option('--curl', 'print a ready curl command instead')
      .addHelpText('after', `\nExamples:\n  understudy sign ${provider.name}\n  ${example} | sh\n`)
      .action(async (given: SignFlags) => {
        process.stdout.write(await signed(provider, given));
      });
  }
}

async function signed(provider: Provider, flags: SignFlags): Promise<string> {
  const { startingWorld, createSimulator } = await import('../index.js');
  const world = flags['world'] === undefined ? startingWorld : await worldFrom(flags['world'], providers);
  const cast = createSimulator({ world }).spaces.of(undefined).cast()[provider.name] ?? {};
  const now = flags['at'] === undefined ? Date.now() : instantFlag(flags['at']);
  const result = provider.handSigning.sign({
    flags,
    cast: (role) => cast[role] as Readonly<Record<string, unknown>> | undefined,
    now,
  });
  if (typeof result === 'string') throw new BadUse(result);
  return flags.curl === undefined ? listed(result, flags.url) : `${curlCommand(result, flags.url)}\n`;
}

function listed({ computed, method, host, target }: SignedByHand, url: string): string {
  const rows = [...Object.entries(computed), [method, `${url}/${host}${target}`]];
  return rows.map(([name = '', value = '']) => `${name}: ${value}\n`).join('');
}

/** A text as one word of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function curlCommand({ method, host, target, headers, body }: SignedByHand, url: string): string {
  return [
    `curl -sS -i -X ${method} ${quoted(`${url}/${host}${target}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-binary ${quoted(body)}`,
  ].join(' \\\n  ');
}
