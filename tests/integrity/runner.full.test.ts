import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { tidyUp } from '../support/cli.js';
import { endProcesses, startProcess } from '../support/process.js';
import { jestCommand, runnerTree, runOnce } from './runner-tree.js';

afterAll(endProcesses);
afterAll(tidyUp);
// Each test starts jest.
jest.setTimeout(120_000);

const leaking = `import { expect, test } from '@jest/globals';
test('leaks', () => {
  process.env['LEAKED'] = 'yes';
  process.chdir('tests');
  process.exitCode = 3;
  Object.assign(globalThis, { leaked: true });
  expect.extend({ toLeak: () => ({ pass: true, message: () => '' }) });
  expect.addEqualityTesters([() => true]);
  expect(1).toEqual(2);
});
`;

const looking = `import { expect, test } from '@jest/globals';
test('finds nothing of it', () => {
  expect([process.env['LEAKED'], process.exitCode, Reflect.get(globalThis, 'leaked')]).toEqual(Array(3).fill(undefined));
  expect(process.cwd()).not.toMatch(/tests$/);
  expect('toLeak' in expect).toBe(false);
  expect(() => expect(1).toEqual(2)).toThrow();
});
`;

describe('test files that run in one process', () => {
  test('find the process as it was before the last of them', async () => {
    const { code, output } = await runOnce({ 'tests/a.test.ts': leaking, 'tests/b.test.ts': looking });
    expect(output).toContain('✓ finds nothing of it');
    expect(code).toBe(0);
  });

  test('have a time limit of their own', async () => {
    const queued = `import { jest, test } from '@jest/globals';
test('waits', () => new Promise((resolve) => setTimeout(resolve, 300)));
`;
    const files = { 'tests/a.test.ts': `${queued}jest.setTimeout(50);\n`, 'tests/b.test.ts': queued };
    const { output } = await runOnce(files);
    expect(output).toContain('Exceeded timeout of 50 ms');
    expect(output).toContain('Tests:       1 failed, 1 passed, 2 total');
  });

  test('cannot end the run', async () => {
    const exiting = `import { test } from '@jest/globals';
test('exits', () => {
  process.exit(0);
});
test('goes on', () => {});
`;
    const { code, output } = await runOnce({ 'tests/a.test.ts': exiting, 'tests/b.test.ts': looking });
    expect(code).toBe(1);
    expect(output).toContain('process.exit(0) was called in a test; set process.exitCode instead');
    expect(output).toMatch(/at .*tests\/a\.test\.ts:3:11/);
    expect(output).toContain('Tests:       1 failed, 2 passed, 3 total');
  });
});

const passing = `import { test } from '@jest/globals';
test('passes', () => {});
`;

describe('what cannot run', () => {
  test('is a file with an error of syntax, whose line is shown once', async () => {
    const { code, output } = await runOnce({ 'tests/a.test.ts': `${passing}const x = = 3;\n` });
    expect(code).toBe(1);
    expect(output.match(/x Expression expected\n.*a\.test\.ts:\d+:\d+/g)).toHaveLength(1);
    expect(output).not.toMatch(/hooks\.mjs|backtrace/);
  });

  test.each([
    ['--coverage', 'set NODE_V8_COVERAGE to a folder instead.'],
    ['--detectLeaks', 'modules outlive the test files that load them.'],
  ])('is anything with %s', async (option, advice) => {
    const { code, output } = await runOnce({ 'tests/a.test.ts': passing }, option);
    expect(code).toBe(1);
    expect(output).toContain(`${option} does not work with the runner of these tests: ${advice}`);
    expect(output).not.toContain('runtime.cjs');
  });
});

const showing = `import { test } from '@jest/globals';
import data from '../data.json' with { type: 'json' };
import { code } from '../code.js';
import { typed } from '../typed.js';
const { byUrl } = await import(new URL('../by-url.js', import.meta.url).href);
test(['shows', data.word, code, typed, byUrl].join(' '), () => {});
`;

/** The modules that the test above shows, each with a word. */
const modulesWith = (word: string): Readonly<Record<string, string>> => ({
  'data.json': JSON.stringify({ word }),
  'inner.js': `export const inner = '${word}';\n`,
  'code.js': `export { inner as code } from './inner.js';\n`,
  'typed.ts': `export const typed: string = '${word}';\n`,
  'by-url.js': `export const byUrl = '${word}';\n`,
});

test('a watching jest loads every module anew that was edited', async () => {
  const folder = runnerTree({ ...modulesWith('one'), 'tests/a.test.ts': showing });
  const { stderr } = startProcess(jestCommand('--runInBand', '--verbose', '--watchAll'), { cwd: folder });
  let output = '';
  stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const shown = async (text: string): Promise<void> => {
    while (!output.includes(text)) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  await shown('shows one one one one');
  for (const [path, text] of Object.entries(modulesWith('two'))) writeFileSync(join(folder, path), text);
  await shown('shows two two two two');
});
