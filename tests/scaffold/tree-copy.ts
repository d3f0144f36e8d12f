import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = fileURLToPath(new URL('./', import.meta.url));

/** A program that has ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A copy of the repository as it stands, in a folder and a git repository of its own. */
export interface TreeCopy {
  /** Runs node there. */
  run(...args: readonly string[]): Promise<Ended>;
  /** Runs the tests whose paths hold one of these, of every kind. */
  jest(...args: readonly string[]): Promise<Ended>;
  read(path: string): string;
  write(path: string, content: string): void;
  /** A file of this folder. */
  fixture(path: string): string;
  /** The paths that have changed since the last commit, sorted. */
  changed(): readonly string[];
  commit(): void;
  remove(): void;
}

const jestFlags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** Copies what git knows or would add, links the installed packages, and commits everything. */
export function copyTree(): TreeCopy {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-new-'));
  const git = (cwd: string, ...args: readonly string[]): string => {
    const named = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid', ...args];
    const { stdout, stderr, status } = spawnSync('git', named, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  for (const file of git(top, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(top, file), join(folder, file), { force: true });
  }
  // What is built is copied too, so that only what changes is compiled.
  for (const built of ['dist', '.dist']) cpSync(join(top, built), join(folder, built), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'));
  git(folder, 'init', '--quiet');
  const commit = (): void => {
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--no-verify', '--message', 'as it was');
  };
  commit();

  const run = async (...args: readonly string[]): Promise<Ended> => {
    // Jest's own settings of this process are none of the copy's.
    const { NODE_OPTIONS: _options, JEST_WORKER_ID: _id, NODE_ENV: _env, ...env } = process.env;
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code: code as number | null, output: out + complaint };
  };
  return {
    run,
    jest: (...args) => run(...jestFlags, '--maxWorkers=1', '--testPathIgnorePatterns=full', ...args),
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    write: (path, content) => {
      writeFileSync(join(folder, path), content);
    },
    fixture: (path) => readFileSync(join(fixtures, path), 'utf8'),
    changed: () =>
      git(folder, 'status', '--porcelain', '--untracked-files=all')
        .split('\n')
        .map((line) => line.slice(3))
        .filter(Boolean)
        .sort(),
    commit,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
