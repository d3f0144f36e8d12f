import { type Command, Option } from 'commander';
import { type Message, say } from '../../contracts/messages.js';
import { hostsOf } from '../http/address.js';
import { providers } from '../providers/index.js';
import { withTraits } from './settings/declared.js';
import { BadUse } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliIo, CliRun } from './shared/io.js';
import { installCa, uninstallCa } from './shared/system-trust.js';
import { word } from './shared/text.js';
import { addCaDirFlag, keptCaOrBadUse } from './shared/tls-flags.js';

const examples = `
Examples:
  understudy ca
  understudy ca --install
  understudy ca --pem > understudy-ca.pem
`;

interface CaFlags {
  readonly caDir?: string;
  readonly pem?: true;
  readonly install?: true;
  readonly uninstall?: true;
  readonly yes?: true;
}

/** A flag that changes the system: no variable and no file sets it. */
const changeOfSystem = (flag: string, text: string): Option => withTraits(new Option(flag, text), { isOnlyFlag: true });

/** `understudy ca`: the certificate of the local CA, and how clients come to trust it. */
export function addCa(program: Command, { io }: CliRun): void {
  addCaDirFlag(program.command('ca').description('Print where the local CA is, and how clients trust it.'))
    .option('--pem', 'print the certificate itself')
    .addOption(
      changeOfSystem('--install', 'add the CA to the trusted roots of the system').conflicts(['pem', 'uninstall']),
    )
    .addOption(changeOfSystem('--uninstall', 'remove the CA from the trusted roots of the system').conflicts(['pem']))
    .addOption(changeOfSystem('--yes', 'with --install and --uninstall: change the system without a question'))
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action(async (flags: CaFlags) => {
      io.stdout.write(await outputFor(flags, io));
    });
}

async function outputFor(flags: CaFlags, io: CliIo): Promise<string> {
  const confirm = (plan: Message): Promise<void> => (flags.yes === true ? Promise.resolve() : ask(plan, io));
  if (flags.uninstall === true) return `${io.text(await uninstallCa(io, confirm))}\n`;
  const { ca, file } = await keptCaOrBadUse(flags, io, hostsOf(providers));
  if (flags.install === true) return `${io.text(await installCa(file, io, confirm))}\n`;
  return flags.pem === true ? ca.certificate : trustLines(file, io);
}

/** Rejects with `BadUse` unless the first line of standard input is yes. */
async function ask(plan: Message, { stdin, stderr, text }: CliIo): Promise<void> {
  stderr.write(`${text(plan)}\n${text(say`Continue?`)} [y/N] `);
  let answer = '';
  for await (const bytes of stdin) {
    answer += Buffer.from(bytes).toString();
    if (answer.includes('\n') || answer.length > 10) break;
  }
  if (!/^y(es)?\s*$/i.test(answer)) throw new BadUse(say`nothing was changed; --yes answers the question`);
}

/** One line for each kind of client. Variables that replace the roots of the system are not among them. */
function trustLines(file: string, { text }: CliIo): string {
  const path = word(file);
  const lines = [
    ['curl', `curl --cacert ${path} …`],
    ['Node', `NODE_EXTRA_CA_CERTS=${path} node …`],
    ['Python requests', `requests.post(url, verify=${JSON.stringify(file)})`],
    ['Python httpx', `httpx.Client(verify=ssl.create_default_context(cafile=${JSON.stringify(file)}))`],
    ['Java', `keytool -importcert -noprompt -alias understudy -cacerts -storepass changeit -file ${path}`],
    ['Debian, Ubuntu', `cp ${path} /usr/local/share/ca-certificates/understudy.crt && update-ca-certificates`],
    ['Go, .NET on Linux', 'as Debian: they use the roots of the system'],
    ['Docker', `docker run -v ${path}:/usr/local/share/ca-certificates/understudy.crt …`],
  ] as const;
  const width = Math.max(...lines.map(([client]) => client.length));
  return [
    text(say`The local CA vouches only for the hosts of the providers and for loopback: ${file}`),
    '',
    ...lines.map(([client, line]) => `  ${client.padEnd(width)}  ${line}`),
    '',
  ].join('\n');
}
