import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { defineConfig } from 'eslint/config';

const pureSyntax = [
  ['Date', 'time is an argument: take `now` from what is known'],
  ['setTimeout', 'nothing is scheduled here: what follows from time is derived'],
  ['setInterval', 'nothing is scheduled here: what follows from time is derived'],
  ['setImmediate', 'the core is synchronous'],
  ['queueMicrotask', 'the core is synchronous'],
  ['process', 'settings are arguments'],
  ['performance', 'time is an argument'],
  ['crypto', 'chance is an argument'],
].map(([name, message]) => ({ name, message }));

const noRandom = { object: 'Math', property: 'random', message: 'chance is an argument: use the random port' };

export default defineConfig(
  { ignores: ['dist/**', '.dist/**', 'coverage/**', 'reports/**', 'contracts/*/generated-validators.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-duplicate-imports': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'max-depth': ['error', 2],
      complexity: ['error', 10],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_$' }],
      eqeqeq: 'error',
      'no-restricted-properties': ['error', noRandom],
    },
  },
  {
    // Time and timers come in through two doors only, which tests can hold.
    files: ['client/**/*.ts'],
    ignores: ['client/core/ports.ts', 'client/core/timeout.ts'],
    rules: { 'no-restricted-globals': ['error', ...pureSyntax.filter(({ name }) => name !== 'Date')] },
  },
  {
    files: ['simulator/core/**/*.ts', 'simulator/providers/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...pureSyntax] },
  },
  {
    // A command takes what it needs of its process as `Io`; `simulator/cli.ts` binds the real one.
    files: ['simulator/cli/**/*.ts'],
    ignores: ['simulator/cli/command-runs/command-run.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'take it from `Io` (simulator/cli/shared/io.ts)' },
      ],
      'no-restricted-imports': [
        'error',
        { name: 'node:process', message: 'take it from `Io` (simulator/cli/shared/io.ts)' },
      ],
    },
  },
  { files: ['**/*generated.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'Buffer', 'fetch', 'performance', 'setTimeout', 'clearTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  {
    // Run in Postman and in JetBrains' HTTP client, which have objects of their own.
    files: ['simulator/sample-requests/scripts/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: Object.fromEntries(
        ['pm', 'require', 'request', 'response', 'client', 'crypto'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { Buffer: 'readonly', URL: 'readonly', __dirname: 'readonly' },
    },
  },
);
