import type { Command } from 'commander';
import { hostsOf } from '../http/address.js';
import { commandIn } from './command-runs/series.js';
import { helpParagraphs } from './shared/help.js';
import type { CliRun } from './shared/io.js';
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
    'print each request on standard error, as text or JSON lines (default: none)',
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
  const onRequest = flags.log && requestLog(flags, io, io.stderr);
  const options = await simulatorOptionsFrom(flags, io, providers);
  const simulator = createSimulator({ ...options, ...(onRequest !== undefined && { onRequest }) });
  const { url, close } = await simulator.listen(0, '127.0.0.1');
  try {
    const variables = await proxyVariables({ ...flags, url }, io, hostsOf(providers));
    const env = { ...environmentBefore(io.env), ...variables, UNDERSTUDY_URL: url };
    const hasTerminal = io.stdin.isTTY === true;
    exitWith(await io.runAttached(command, { env, cwd: io.cwd, signals: io.signals, hasTerminal }));
  } finally {
    await close(io.graceMs ?? 1000);
  }
}
