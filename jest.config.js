import process from 'node:process';
import { setFlagsFromString } from 'node:v8';

// Tests run much code a few times each. V8's default is to optimise it early, which costs more CPU time than it gains.
const optimiseLater = '--interrupt-budget=1000000';
setFlagsFromString(optimiseLater);
// Workers get the flags of this process.
process.execArgv.push(optimiseLater);

/** The pattern of the test files of these kinds: `[name].[kind].test.ts`. */
export const filesOf = (...kinds) => `\\.(?:${kinds.join('|')})\\.test\\.ts$`;

/**
 * `npm test`: everything but what is slow by nature, which `npm run test:full` runs (jest.full.config.js).
 * `npm run test:fast` leaves out more (jest.fast.config.js).
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  injectGlobals: false,
  // A test that checks much must not fail because the machine is busy.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/tests/support/build-once.js',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  testPathIgnorePatterns: [filesOf('full')],
  // Node loads the modules and keeps those of the product from one test file to the next.
  runtime: '<rootDir>/tests/support/runner/runtime.cjs',
  transform: {},
  // For `--onlyChanged` and `--findRelatedTests`, which follow imports.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.dist'],
  maxWorkers: 2,
  workerIdleMemoryLimit: '2GB',
  reporters: ['default', '<rootDir>/tests/summary-reporter.js'],
};
