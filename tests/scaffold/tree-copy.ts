import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = fileURLToPath(new URL('./', import.meta.url));

/** A program that has ended, and all that it printed. */
export interface ProgramRun {
  readonly code: number | null;
  readonly output: string;
}

/** A copy of the repository as it stands, in a folder and a git repository of its own. */
export interface TreeCopy {
  /** Runs node there. */
  run(...args: readonly string[]): Promise<ProgramRun>;
  /** Runs the tests whose paths fit one of these patterns there, in one process. */
  jest(...args: readonly string[]): Promise<ProgramRun>;
  write(path: string, content: string): void;
  /** A file beside this one. */
  fixture(path: string): string;
  /** The paths that have changed since the last commit, sorted. */
  changed(): readonly string[];
  changedSinceTheStart(): readonly string[];
  /** The lines of a file that have changed since the last commit, each with its sign. */
  diff(path: string): readonly string[];
  commit(): void;
  remove(): void;
}

const jestArgs = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

/** Copies what git knows or would add, links the installed packages, and commits everything. */
export function copyTree(): TreeCopy {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-new-'));
  for (const file of pathsIn(git(top, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'))) {
    // Git still knows a file that was just deleted.
    if (!existsSync(join(top, file))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(top, file), join(folder, file));
  }
  // What is built comes along, so that only what changes is compiled.
  for (const built of ['dist', '.dist'])
    cpSync(join(top, built), join(folder, built), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, '.git-exclude'), 'node_modules\n.git-exclude\n');
  git(folder, 'init', '--quiet');
  git(folder, 'config', 'core.excludesFile', join(folder, '.git-exclude'));
  const commit = (): void => {
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--no-verify', '--message', 'as it is');
  };
  commit();
  git(folder, 'tag', 'start');

  const run = (...args: readonly string[]): Promise<ProgramRun> => ended(folder, args);
  return {
    run,
    jest: (...args) => run(...jestArgs, '--maxWorkers=1', ...args),
    write: (path, content) => {
      writeFileSync(join(folder, path), content);
    },
    fixture: (path) => readFileSync(join(fixtures, path), 'utf8'),
    changed: () =>
      pathsIn(git(folder, 'status', '--porcelain', '-z', '--untracked-files=all'))
        .map((line) => line.slice('?? '.length))
        .sort(),
    changedSinceTheStart() {
      commit();
      return [...pathsIn(git(folder, 'diff', '--name-only', '-z', 'start'))].sort();
    },
    diff: (path) =>
      git(folder, 'diff', '--unified=0', '--', path)
        .split('\n')
        .filter((line) => /^[+-](?![+-])/.test(line)),
    commit,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pathsIn = (listed: string): readonly string[] => listed.split('\0').filter(Boolean);

function git(cwd: string, ...args: readonly string[]): string {
  const named = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid', ...args];
  const { stdout, stderr, status } = spawnSync('git', named, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

async function ended(cwd: string, args: readonly string[]): Promise<ProgramRun> {
  // Environment variables that jest sets for this process must not reach another.
  const { NODE_OPTIONS: _options, JEST_WORKER_ID: _id, NODE_ENV: _env, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit') as Promise<[code: number | null]>;
  const [out, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, output: out + complaint };
}
