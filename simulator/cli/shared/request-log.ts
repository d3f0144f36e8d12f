import { styleText } from 'node:util';
import { type Command, Option } from 'commander';
import { type Message, padTo, phrase, type Render, say } from '../../../contracts/messages.js';
import { formatInstant } from '../../http/control/instants.js';
import type { RequestReport } from '../../http/request-log.js';
import { flagTexts } from './flags.js';
import { linesTo, type CliIo, type Output, usesColor } from './io.js';

/** The flags that choose how requests are printed. */
export interface RequestLogFlags {
  readonly log?: 'text' | 'json';
  readonly quiet?: true;
  readonly color?: boolean;
}

/** Adds these flags to a command; `text` says when requests are printed. */
export const addRequestLogFlags = (command: Command, text: string): Command =>
  command
    .addOption(new Option('--log <format>', text).choices(['text', 'json']))
    .option('--color', flagTexts.color)
    .option('--no-color', flagTexts.noColor);

/** Prints a line for each request; undefined if none are printed. */
export function requestLog(
  { log = 'text', quiet, ...color }: RequestLogFlags,
  io: CliIo,
  output: Output,
): ((report: RequestReport) => void) | undefined {
  if (quiet === true) return undefined;
  const print = linesTo(output);
  if (log === 'json') {
    return ({ at, ...report }) => {
      print(JSON.stringify({ at: formatInstant(at), ...report }));
    };
  }
  const paint = usesColor(color, { stdout: output, env: io.env }) ? paintAlways : noStyle;
  return (report) => {
    print(requestLine(report, io.text, paint));
  };
}

type Style = Parameters<typeof styleText>[0];
type PaintText = (style: Style, text: string) => string;

const paintAlways: PaintText = (style, text) => styleText(style, text, { validateStream: false });
const noStyle: PaintText = (_style, text) => text;

/** Columns of the name of a space and of an operation, so that most lines align; longer names push the rest. */
const widths = { space: 8, what: 24 };

/**
 * One line: time of the space, space, operation, status, outcome, duration, URL of the diagnosis.
 *
 * What the simulator does not model stands out, since a program under test may take it for a reply of the provider.
 */
function requestLine(report: RequestReport, text: Render, paint: PaintText): string {
  const { at, space, status, ms, diagnosis, warnings = [], scenarios = [] } = report;
  const columns = [
    paint('dim', formatInstant(at).slice(11, 19)),
    padTo(space, widths.space),
    padTo(whatOf(report), widths.what),
    String(status),
    paint(styles[report.outcome], text(outcomeTexts[report.outcome](report))),
    ...faultOf(report).map((message) => paint('red', text(message))),
    ...scenarios.map((name) => paint('magenta', text(say`scenario ${name}`))),
    ...warnings.map((name) => paint('yellow', text(say`warning ${name}`))),
    ...(ms === undefined ? [] : [paint('dim', `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`)]),
    ...(diagnosis === undefined ? [] : [paint('underline', diagnosis)]),
  ];
  return columns.join('  ');
}

/** Provider and operation; without an operation the method, and the path if it is known to be without credentials. */
const whatOf = ({ provider, operation, method, path }: RequestReport): string =>
  [provider, operation ?? method, path].filter((name) => name !== undefined).join(' ');

const styles = {
  accepted: 'green',
  refused: 'red',
  scenario: 'magenta',
  stub: 'magenta',
  'not-modelled': 'inverse',
  warnings: 'yellow',
  bug: 'inverse',
  invalid: 'inverse',
} as const satisfies Readonly<Record<RequestReport['outcome'], Style>>;

const outcomeTexts: Readonly<Record<RequestReport['outcome'], (report: RequestReport) => Message>> = {
  accepted: () => say`accepted`,
  refused: ({ code = '', refusedBy = '' }) => say`${code} refused by ${refusedBy}`,
  scenario: ({ code }) => (code === undefined ? say`reply of a scenario` : say`${code} refused by a scenario`),
  stub: () => say`reply of a stub`,
  'not-modelled': ({ says = '' }) => say`NOT MODELLED: ${phrase(says)}; the diagnosis says what to do`,
  warnings: () => say`rejected for its warnings`,
  bug: () => say`BUG of the simulator, see standard error`,
  invalid: ({ says = '' }) => say`INVALID: ${phrase(says)}`,
};

/** What the client got where it was not this status; a fault that only spoils the body is named by its scenario. */
const faultTexts: Readonly<Partial<Record<NonNullable<RequestReport['fault']>, Message>>> = {
  hang: say`client got no reply`,
  'empty-reply': say`client got no reply`,
  'reset-before-headers': say`client got a reset`,
  'reset-after-headers': say`client got a reset after the headers`,
  'garbage-bytes': say`client got bytes that are not HTTP`,
};

const faultOf = ({ fault }: RequestReport): readonly Message[] => {
  const message = fault && faultTexts[fault];
  return message === undefined ? [] : [message];
};
