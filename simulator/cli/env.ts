import { type Command, Option } from 'commander';
import { say } from '../../contracts/messages.js';
import { problemWithSpaceName } from '../core/state/spaces.js';
import { hostsOf } from '../http/address.js';
import { providers } from '../providers/index.js';
import { addressFlag, BadUse, defaultAddress, flagTexts } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliIo, CliRun, Environment } from './shared/io.js';
import { environmentBefore, formerIn, formerValues, proxyVariables } from './shared/proxy-environment.js';
import { quoteText } from './shared/text.js';
import { addCaDirFlag } from './shared/tls-flags.js';

const examples = `
Examples:
  eval "$(understudy env)"
  eval "$(understudy env --url http://127.0.0.1:4011 --space alice)"
  eval "$(understudy env --unset)"
  understudy env --format powershell | Invoke-Expression
  understudy env --format dotenv >> "$GITHUB_ENV"
`;

/** Writes an assignment, or removes a variable, in the syntax of a shell. */
type Assignment = (name: string, value: string | undefined) => string;

const formats: Readonly<Record<string, Assignment>> = {
  sh: (name, value) => (value === undefined ? `unset ${name}` : `export ${name}=${quoteText(value)}`),
  powershell: (name, value) =>
    value === undefined ? `Remove-Item Env:${name}` : `$env:${name} = '${value.replaceAll("'", "''")}'`,
  dotenv: (name, value = '') => `${name}=${value}`,
};

interface EnvFlags {
  readonly url?: string;
  readonly space?: string;
  readonly caDir?: string;
  readonly unset?: true;
  readonly format: string;
}

/** `understudy env`: the variables that lead programs through the proxy of a simulator. */
export function addEnv(program: Command, { io }: CliRun): void {
  const command = program
    .command('env')
    .description('Print the variables that lead programs to the simulator through its proxy.')
    .option('--url <url>', flagTexts.url, addressFlag)
    .option('--space <name>', 'space of the requests (default: the default space)');
  addCaDirFlag(command)
    .option('--unset', 'restore the variables')
    .addOption(
      new Option('--format <format>', 'syntax of the output').choices(Object.keys(formats)).default('sh', 'sh'),
    )
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action(async (flags: EnvFlags) => {
      const lineOf = formats[flags.format];
      if (lineOf === undefined) throw new Error(`commander let the format ${flags.format} pass`);
      const variables = flags.unset === undefined ? await variablesToSet(flags, io) : variablesToRestore(io);
      const lines = Object.entries(variables).map(([name, value]) => lineOf(name, value));
      io.stdout.write(`${lines.join('\n')}\n`);
    });
}

async function variablesToSet({ url = defaultAddress, space, caDir }: EnvFlags, io: CliIo): Promise<Environment> {
  if (new URL(url).pathname !== '/') {
    throw new BadUse(say`--url must not have a path here: a proxy has none; choose a space with --space`);
  }
  if (space !== undefined && problemWithSpaceName(space) !== undefined) {
    throw new BadUse(say`--space: ${space} is not a name of a space; use letters, digits, ".", "_" and "-"`);
  }
  const place = { url, space, ...(caDir !== undefined && { caDir }) };
  const variables = await proxyVariables(place, io, hostsOf(providers));
  const before = environmentBefore(io.env);
  const former = Object.keys(variables).map((name) => [name, before[name] ?? null]);
  return { ...variables, [formerValues]: JSON.stringify(Object.fromEntries(former)) };
}

function variablesToRestore({ env }: CliIo): Environment {
  const former = formerIn(env);
  if (former === undefined) throw new BadUse(say`the variables of understudy env are not set here`);
  return { ...former, [formerValues]: undefined };
}
