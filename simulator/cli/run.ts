import type { Command } from 'commander';
import { hostsOf } from '../http/address.js';
import { type Message, say } from '../../contracts/messages.js';
import type { RequestReport } from '../http/request-log.js';
import { commandIn } from './command-runs/series.js';
import { helpParagraphs } from './shared/help.js';
import { type CliRun, linesTo } from './shared/io.js';
import { environmentBefore, proxyVariables } from './shared/proxy-environment.js';
import { addRequestLogFlags, requestLog, type RequestLogFlags } from './shared/request-log.js';
import { addSimulatorFlags, type SimulatorFlags, simulatorOptionsFrom } from './shared/simulator-flags.js';

const examples = `
The command gets the variables of \`understudy env\`, and UNDERSTUDY_URL with the base URL of the simulator.

Exit code: that of the command; 2 for invalid use.

Examples:
  understudy run -- npm test
  understudy run --seed friday -- python3 book.py
  understudy run --readings lenient -- java -jar booking.jar
  understudy run --log text -- python3 book.py
`;

/** `understudy run`: runs the user's command with a simulator of its own. */
export function addRun(program: Command, run: CliRun): void {
  const command = program
    .command('run')
    .description('Run a command with a simulator of its own, which it reaches through the proxy.')
    .usage('[options] -- <command> [args...]')
    .argument('[command...]', 'command to run, after --');
  addRequestLogFlags(
    addSimulatorFlags(command),
    'print each request on standard error, as text or JSON lines (default: what is not modelled)',
  )
    .addHelpText('after', helpParagraphs(run.io.text, examples))
    .action((operands: readonly string[], flags: RunFlags) => runWithSimulator(operands, flags, run));
}

type RunFlags = SimulatorFlags & RequestLogFlags;

async function runWithSimulator(
  operands: readonly string[],
  flags: RunFlags,
  { io, argv, exitWith }: CliRun,
): Promise<void> {
  const command = commandIn('run', operands, argv);
  const { createSimulator } = await import('../simulator.js');
  const { providers } = await import('../providers/index.js');
  const unanswered = { count: 0 };
  const onRequest = reportRequests(flags, io, unanswered);
  const options = await simulatorOptionsFrom(flags, io, providers);
  const simulator = createSimulator({ ...options, onRequest });
  const { url, close } = await simulator.listen(0, '127.0.0.1');
  try {
    const variables = await proxyVariables({ ...flags, url }, io, hostsOf(providers));
    const env = { ...environmentBefore(io.env), ...variables, UNDERSTUDY_URL: url };
    const hasTerminal = io.stdin.isTTY === true;
    exitWith(await io.runAttached(command, { env, cwd: io.cwd, signals: io.signals, hasTerminal }));
    if (unanswered.count > 0 && flags.log !== 'json')
      linesTo(io.stderr)(io.text(say`understudy run: ${adviceFor(unanswered.count)}`));
  } finally {
    await close(io.graceMs ?? 1000);
  }
}

/** Prints the requests that `--log` asks for; without it, those that a program under test may take for replies of the provider. */
function reportRequests(
  flags: RequestLogFlags,
  io: CliRun['io'],
  unanswered: { count: number },
): (report: RequestReport) => void {
  const print = requestLog(flags, io, io.stderr);
  return (report) => {
    const isUnanswered = report.outcome === 'not-modelled';
    if (isUnanswered) unanswered.count += 1;
    if (flags.log !== undefined || isUnanswered || report.outcome === 'invalid') print?.(report);
  };
}

const adviceFor = (count: number): Message => {
  const requests = count === 1 ? say`1 request is` : say`${count} requests are`;
  return say`${requests} not modelled. Answer them with stubs: understudy run --stubs FILE (docs/stubs.md).`;
};
