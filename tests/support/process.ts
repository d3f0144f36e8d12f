import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { type Ended, script, top } from './cli.js';

/** How a process is started. Default: in the top folder, with this process's environment. */
export interface ProcessPlace {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A process that serves. */
export interface ServingProcess {
  readonly url: string;
  /** All that it said by the time it listened. */
  readonly said: string;
  readonly child: ChildProcess;
  /** Its exit code and signal, once it has ended. */
  readonly ended: Promise<readonly unknown[]>;
}

const running = new Set<ChildProcess>();

/** The user's environment without what would lead a test elsewhere: another port, or a proxy. */
const neutral = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name !== 'PORT' && !/_proxy$/i.test(name)),
);

/** Starts a program; `endProcesses` ends it. */
export function startProcess(command: readonly string[], { cwd = top, env = {} }: ProcessPlace = {}): ChildProcess {
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, { cwd, env: { ...neutral, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs a program to its end. */
export async function runProcess(command: readonly string[], place: ProcessPlace = {}): Promise<Ended> {
  const child = startProcess(command, place);
  const [stdout, stderr] = [child.stdout, child.stderr].map(async (stream) => (stream === null ? '' : text(stream)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: (await stdout) ?? '', stderr: (await stderr) ?? '' };
}

/** Runs the built `understudy` in a process of its own. */
export const understudyProcess = (args: readonly string[], place: ProcessPlace = {}): Promise<Ended> =>
  runProcess([process.execPath, script, ...args], place);

/** Runs a line as a user's shell does. */
export const shell = (line: string, place: ProcessPlace = {}): Promise<Ended> => runProcess(['sh', '-c', line], place);

/** Starts `understudy serve` in a process of its own on a free port; `command` is how it is called. */
export async function serveProcess(
  args: readonly string[] = [],
  { command = [process.execPath, script], ...place }: ProcessPlace & { readonly command?: readonly string[] } = {},
): Promise<ServingProcess> {
  const port = place.env?.['PORT'] === undefined ? ['--port', '0'] : [];
  const child = startProcess([...command, 'serve', ...port, ...args], place);
  const ended = once(child, 'exit');
  let said = '';
  const address = new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      said += more;
      const [, url] = /listens on (\S+)\n[^]*\n$/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.stderr?.setEncoding('utf8').on('data', (more: string) => (said += more));
    child.once('close', () => {
      reject(new Error(`it ended before it listened: ${said}`));
    });
  });
  const url = await address;
  return { url, said, child, ended };
}

/** Ends every process that is still running. */
export async function endProcesses(): Promise<void> {
  const closed = [...running].map(async (child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(closed);
}
