// Compiles the sources into dist/ from nothing, so that a file that was deleted cannot linger there and still be imported.
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${top}dist`, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [`${top}node_modules/typescript/bin/tsc`, '-p', `${top}tsconfig.build.json`],
  { cwd: top, stdio: 'inherit' },
);
if (status === 0) chmodSync(`${top}dist/simulator/cli.js`, 0o755);
process.exitCode = status ?? 1;
