import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderWith, top } from '../support/cli.js';
import { runProcess } from '../support/process.js';

const config = `export default {
  testEnvironment: 'node',
  injectGlobals: false,
  testMatch: ['<rootDir>/tests/*.test.ts'],
  runtime: '<rootDir>/tests/support/runner/runtime.cjs',
  transform: {},
  testSequencer: '<rootDir>/by-name.cjs',
};
`;

/** Jest's own order begins with the files that took longest. */
const byName = `
const { default: Sequencer } = require('@jest/test-sequencer');
module.exports = class extends Sequencer {
  sort(tests) {
    return [...tests].sort((one, other) => (one.path < other.path ? -1 : 1));
  }
};
`;

const jestProgram = join(top, 'node_modules/jest/bin/jest.js');

/** The command that runs jest in a folder of `runnerTree`. */
export const jestCommand = (...args: readonly string[]): readonly string[] => [process.execPath, jestProgram, ...args];

/** Makes a folder with these files, by their paths, in which jest runs test files as it does in this repository. */
export function runnerTree(files: Readonly<Record<string, string>>): string {
  const folder = folderWith({ 'package.json': '{"type":"module"}', 'jest.config.js': config, 'by-name.cjs': byName });
  cpSync(join(top, 'tests/support/runner'), join(folder, 'tests/support/runner'), { recursive: true });
  symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Runs these files with jest, in one process and in the order of their names; gives its exit code and all that it printed. */
export async function runOnce(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> {
  const cwd = runnerTree(files);
  const { code, stdout, stderr } = await runProcess(jestCommand('--runInBand', '--verbose', ...args), { cwd });
  return { code, output: stdout + stderr };
}
