import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Io, Output, StopSignal } from '../../simulator/cli/shared/io.js';
import { run } from '../../simulator/cli/main.js';
import { watchFile } from '../../simulator/platform/watch-file.js';

/** The top of this package, with a slash at its end. */
export const top = fileURLToPath(new URL('../..', import.meta.url));

/** The command line as it is built. */
export const script = `${top}dist/simulator/cli.js`;

/** How the command line is called. */
export interface Place extends Partial<
  Pick<
    Io,
    'cwd' | 'clock' | 'interfaces' | 'runCommand' | 'runAttached' | 'program' | 'graceMs' | 'sleep' | 'watchFile'
  >
> {
  /** Besides PATH, which is that of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Whether both outputs are terminals. */
  readonly isTTY?: boolean;
}

/** A run that has come to its end. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run in this process that goes on. */
export interface Running {
  /** The output so far. */
  readonly written: () => Omit<Ended, 'code'>;
  /** Resolves when a text that it has written to standard output fits. */
  readonly saying: (shape: RegExp) => Promise<RegExpExecArray>;
  readonly signal: (name: StopSignal) => void;
  readonly ended: Promise<Ended>;
}

/** A server in this process. */
export interface Serving extends Running {
  readonly url: string;
  /** All that it said by the time it listened. */
  readonly said: string;
  /** Stops it as Ctrl-C does. */
  readonly stop: () => Promise<Ended>;
}

const servers = new Set<Serving>();
const folders = new Set<string>();

const noCommand = (): Promise<never> => Promise.reject(new Error('this test gives no command to run'));

/** Begins `understudy` with these arguments, in this process. */
export function begin(args: readonly string[], place: Place = {}): Running {
  const { cwd = top, env = {}, stdin = '', isTTY = false, ...more } = place;
  const signals = new EventEmitter();
  const [stdout, stderr] = [capture(isTTY), capture(isTTY)];
  const code = run(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    env: { PATH: process.env['PATH'], ...env },
    cwd: resolve(cwd),
    clock: { now: () => Date.now() },
    signals,
    interfaces: () => [],
    program: { argv0: process.execPath, script },
    dataFolder: () => Promise.reject(new Error('this test names no folder of a CA')),
    runCommand: noCommand,
    runAttached: noCommand,
    watchFile,
    ...more,
  });
  const written = (): Omit<Ended, 'code'> => ({ stdout: stdout.text(), stderr: stderr.text() });
  const ended = code.then((exitCode) => ({ code: exitCode, ...written() }));
  return {
    written,
    ended,
    saying: (shape) => Promise.race([stdout.saying(shape), ended.then(endedTooSoon)]),
    signal: (name) => signals.emit(name),
  };
}

function endedTooSoon({ code, stderr }: Ended): never {
  throw new Error(`it ended with ${code ?? 'no code'} before it said what was awaited: ${stderr}`);
}

/** An output that keeps what is written to it. */
function capture(isTTY: boolean): Output & {
  readonly text: () => string;
  readonly saying: (shape: RegExp) => Promise<RegExpExecArray>;
} {
  let all = '';
  const writing = new EventEmitter();
  const saying = (shape: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = shape.exec(all);
        if (found === null) return;
        writing.off('write', look);
        resolve(found);
      };
      writing.on('write', look);
      look();
    });
  const write = (text: string): void => {
    all += text;
    writing.emit('write');
  };
  return { isTTY, write, text: () => all, saying };
}

/** Runs `understudy` with these arguments to its end, in this process. */
export const understudy = (args: readonly string[], place: Place = {}): Promise<Ended> => begin(args, place).ended;

/** Starts `understudy serve` in this process on a free port, and waits until it has said where it listens. */
export async function serve(args: readonly string[] = [], place: Place = {}): Promise<Serving> {
  const port = place.env?.['PORT'] === undefined ? ['--port', '0'] : [];
  const running = begin(['serve', ...port, ...args], place);
  const [, url = ''] = await running.saying(/(https?:\/\/[^\s"]+)[^]*\n$/);
  const stop = (): Promise<Ended> => {
    servers.delete(serving);
    running.signal('SIGINT');
    return running.ended;
  };
  const serving: Serving = { ...running, url, said: running.written().stdout, stop };
  servers.add(serving);
  return serving;
}

/** A folder of its own with these files, gone after `tidyUp`. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-'));
  folders.add(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Stops every server that is still running, and takes away every folder that was made. */
export async function tidyUp(): Promise<void> {
  await Promise.all([...servers].map(({ stop }) => stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}
