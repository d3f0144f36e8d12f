// `npm run lint`: eslint, prettier and the structure of the tree. All of them run, so that one run shows every finding.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const cached = ['--cache', '--cache-strategy', 'content'];
const linters = [
  [
    'node_modules/eslint/bin/eslint.js',
    '.',
    '--max-warnings=0',
    ...cached,
    '--cache-location',
    'node_modules/.cache/eslint/',
  ],
  ['node_modules/prettier/bin/prettier.cjs', '--check', ...cached, '--log-level', 'warn', '.'],
  ['scripts/lint/structure.js'],
];

const results = linters.map(
  ([script, ...args]) =>
    spawnSync(process.execPath, [`${top}${script}`, ...args], { cwd: top, stdio: 'inherit' }).status,
);
process.exitCode = results.every((status) => status === 0) ? 0 : 1;
