import type { Command } from 'commander';
import { say } from '../../contracts/messages.js';
import { hostsOf } from '../http/address.js';
import { providers } from '../providers/index.js';
import { helpParagraphs } from './shared/help.js';
import type { CliIo, CliRun } from './shared/io.js';
import { word } from './shared/text.js';
import { addCaDirFlag, keptCaOrBadUse } from './shared/tls-flags.js';

const examples = `
Examples:
  understudy ca
  understudy ca --pem > understudy-ca.pem
`;

interface CaFlags {
  readonly caDir?: string;
  readonly pem?: true;
}

/** `understudy ca`: the certificate of the local CA, and how clients come to trust it. */
export function addCa(program: Command, { io }: CliRun): void {
  addCaDirFlag(program.command('ca').description('Print where the local CA is, and how clients trust it.'))
    .option('--pem', 'print the certificate itself')
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action(async (flags: CaFlags) => {
      const { ca, file } = await keptCaOrBadUse(flags, io, hostsOf(providers));
      io.stdout.write(flags.pem === undefined ? trustLines(file, io) : ca.certificate);
    });
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
