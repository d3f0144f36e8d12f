import { say } from '../../contracts/messages.js';
import { type Command, InvalidArgumentError } from 'commander';
import type { Diagnosis } from '../core/diagnosis/diagnosis.js';
import type { Language } from '../core/diagnosis/sentences.js';
import { canonicalAddress } from '../core/requests/incoming-request.js';
import { applicable } from './settings/apply.js';
import { addressFlag, BadUse, defaultAddress, flagTexts, instantFlag, wholeNumber } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun, Io } from './shared/io.js';
import { requestedLanguage, textOf } from './shared/language.js';
import { addReadingsFlags, type ReadingsFlags, readingsFrom } from './shared/readings-flag.js';
import type { UnsentRequest } from './shared/request-file.js';

interface Flags extends ReadingsFlags {
  readonly json?: true;
  readonly url?: string;
  readonly space?: string;
  readonly controlToken?: string;
  readonly curl?: string;
  readonly request?: string;
  readonly world?: string;
  readonly startAt?: number;
  readonly from?: string;
}

interface FlagsInLanguage extends Flags {
  readonly language: Language;
}

const examples = `
Examples:
  understudy diagnose 12
  understudy diagnose 12 --space alice --language zh
  understudy diagnose --curl "curl -X POST 'http://sandbox.ytx.net/201612/sid/…?Sign=…' -d '{}'"
  understudy diagnose --request request.http --start-at 2026-11-21T12:00:00+08:00
`;

/** `understudy diagnose`: explains why a sent or an unsent request is refused. */
export function addDiagnose(program: Command, { io, argv }: CliRun): void {
  const command = program
    .command('diagnose')
    .description('Explain why a request is refused, and what to change.')
    .argument('[id]', 'number of an exchange, from its header `simulator-exchange`', wholeNumber(1, 999_999_999))
    .option('--curl <command>', 'diagnose an unsent request, given as a curl command')
    .option('--request <file>', 'diagnose an unsent request, given as a raw HTTP/1.1 request; - for standard input')
    .option('--url <address>', flagTexts.url, addressFlag)
    .option('--space <name>', 'space of the exchange (default: the default space)')
    .option('--control-token <token>', flagTexts.controlToken)
    .option('--world <file>', flagTexts.world)
    .option('--start-at <instant>', flagTexts.startAt, instantFlag)
    .option('--from <ip>', 'IP address of the caller (default: 127.0.0.1)', ipFlag);
  addReadingsFlags(command)
    .option('--json', flagTexts.json)
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action(async (id: number | undefined, all: Flags, self: Command) => {
      const flags = applicable(all, self, id === undefined ? flagsOfSent : flagsOfUnsent);
      refuseMixed(id, flags);
      // JSON is for programs: it does not depend on the locale.
      const language = flags.json === undefined ? io.language : (requestedLanguage(argv) ?? 'en');
      const asked = { ...flags, language };
      io.stdout.write(id === undefined ? await unsent(asked, io) : await diagnoseSent(id, asked));
    });
}

const flagsOfSent = ['url', 'space', 'controlToken'] as const;
const flagsOfUnsent = ['world', 'startAt', 'from', 'readings', 'reading'] as const;

/** Without this, a flag for the other kind of request would be ignored silently. */
function refuseMixed(id: number | undefined, flags: Flags): void {
  const asked = [id, flags.curl, flags.request].filter((each) => each !== undefined);
  if (asked.length !== 1)
    throw new BadUse(say`diagnose needs exactly one of: the number of an exchange, --curl, --request`);
  const misplaced = (id === undefined ? flagsOfSent : flagsOfUnsent).find((name) => flags[name] !== undefined);
  if (misplaced === undefined) return;
  const written = `--${misplaced.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new BadUse(
    id === undefined
      ? say`${written} is only for the number of an exchange`
      : say`${written} is only for --curl and --request`,
  );
}

async function diagnoseSent(
  id: number,
  { url = defaultAddress, space, controlToken, json, language }: FlagsInLanguage,
): Promise<string> {
  if (!/^[!-~]+$/.test(controlToken ?? 'none'))
    throw new BadUse(say`--control-token must be visible ASCII without spaces`);
  const { diagnoseSentRequest: diagnosisOfSent } = await import('./diagnose-requests.js');
  return diagnosisOfSent({ id, url, space, controlToken, language, form: json === undefined ? 'text' : 'json' });
}

async function unsent(flags: FlagsInLanguage, io: Io): Promise<string> {
  const { curl, request, world: file, startAt, from, json, language } = flags;
  const { providers } = await import('../providers/index.js');
  const { diagnosisOfUnsent } = await import('./diagnose-requests.js');
  const { worldFrom } = await import('./shared/world-file.js');
  const world = file === undefined ? undefined : await worldFrom(file, providers, io.cwd);
  const asked =
    curl === undefined ? await readRequest(request, io) : (await import('./shared/curl-request.js')).curlRequest(curl);
  const diagnosis = diagnosisOfUnsent(asked, {
    language,
    text: await textOf(language),
    now: startAt ?? io.clock.now(),
    from: from ?? '127.0.0.1',
    readings: readingsFrom(flags, providers),
    ...(world !== undefined && { world }),
  });
  return json === undefined ? asText(diagnosis) : `${JSON.stringify(diagnosis, null, 2)}\n`;
}

async function asText(diagnosis: Diagnosis): Promise<string> {
  const { diagnosisText } = await import('../http/control/diagnosis-text.js');
  return diagnosisText(diagnosis, 'unsent');
}

async function readRequest(file = '-', io: Io): Promise<UnsentRequest> {
  const { requestIn } = await import('./shared/request-file.js');
  return requestIn(file, io);
}

function ipFlag(text: string): string {
  const address = canonicalAddress(text);
  if (address !== undefined) return address;
  throw new InvalidArgumentError('It must be an IPv4 or IPv6 address, such as 203.0.113.9.');
}
