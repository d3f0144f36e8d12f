import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The top of this package, with a slash at its end. */
export const top = fileURLToPath(new URL('../..', import.meta.url));

/** The command line as it is built; `npm ci` and `npm run build` make it. */
export const script = `${top}dist/simulator/cli.js`;

/** How a process is started; here, and with this process's environment, unless given. */
export interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A process that has come to its end. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that serves. */
export interface Serving {
  readonly url: string;
  /** All that it said by the time it listened. */
  readonly said: string;
  readonly child: ChildProcess;
  /** Its exit code and signal, once it has ended. */
  readonly ended: Promise<readonly unknown[]>;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** The user's environment without what would lead a test elsewhere: another port, or a proxy. */
const neutral = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name !== 'PORT' && !/_proxy$/i.test(name)),
);

function start(command: readonly string[], { cwd = top, env = {} }: Place): ChildProcess {
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, { cwd, env: { ...neutral, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs a program to its end. */
export async function run(command: readonly string[], place: Place = {}): Promise<Ended> {
  const child = start(command, place);
  const [stdout, stderr] = [child.stdout, child.stderr].map(async (stream) => (stream === null ? '' : text(stream)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: (await stdout) ?? '', stderr: (await stderr) ?? '' };
}

/** Runs `understudy` with these arguments to its end. */
export const understudy = async (args: readonly string[], place: Place = {}): Promise<Ended> =>
  run([process.execPath, script, ...args], place);

/** Runs a line as a user's shell does. */
export const shell = async (line: string, place: Place = {}): Promise<Ended> => run(['sh', '-c', line], place);

/** Starts `understudy serve` on a free port and waits until it has said where; `command` is how it is called. */
export async function serve(
  args: readonly string[] = [],
  { command = [process.execPath, script], ...place }: Place & { readonly command?: readonly string[] } = {},
): Promise<Serving> {
  const port = place.env?.['PORT'] === undefined ? ['--port', '0'] : [];
  const child = start([...command, 'serve', ...port, ...args], place);
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

/** A folder of its own with these files, gone after `tidyUp`. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
  folders.add(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Ends every process that is still running, and takes away every folder that was made. */
export async function tidyUp(): Promise<void> {
  const closed = [...running].map(async (child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(closed);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

/** A world of one's own in which nobody but a team's account and its application exist. */
export const teamWorld = {
  ytx: {
    accounts: { team00000000000000000000000000ac: { authToken: 'team-token-70000001' } },
    applications: {
      team00000000000000000000000000ab: { account: 'team00000000000000000000000000ac', environment: 'sandbox' },
    },
  },
  cast: {
    ytx: {
      'account:active': 'team00000000000000000000000000ac',
      'app:sandbox': 'team00000000000000000000000000ab',
    },
  },
};

/** The same in YAML, as a person would write it. */
export const teamYaml = `# who we are
ytx:
  accounts:
    team00000000000000000000000000ac: { authToken: team-token-70000001 }
  applications:
    team00000000000000000000000000ab:
      account: team00000000000000000000000000ac
      environment: sandbox
cast:
  ytx:
    account:active: team00000000000000000000000000ac
    app:sandbox: team00000000000000000000000000ab
`;
