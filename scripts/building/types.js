// The types of the entries, each as one declaration file with what entries share in chunks. The compiler checks the whole
// package for it, as far as it has changed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn } from './files.js';

/** What tsc remembers of a build; the paths in it are relative to its folder. */
const buildInfoIn = (folder) => join(folder, 'tsbuildinfo.json');

/**
 * Compiles declarations in the folder of this build, and moves them to those of the last one in `last`. Gives the exit code
 * of the compiler, and whether `last` now has the declarations of all sources.
 */
export async function compileTypes(top, { folder, last }) {
  if (existsSync(buildInfoIn(last))) copyFileSync(buildInfoIn(last), buildInfoIn(folder));
  const compiler = spawn(
    process.execPath,
    [
      join(top, 'node_modules/typescript/bin/tsc'),
      ...['-p', 'tsconfig.build.json', '--outDir', folder, '--emitDeclarationOnly'],
      ...['--incremental', '--tsBuildInfoFile', buildInfoIn(folder)],
    ],
    { cwd: top, stdio: 'inherit' },
  );
  const [status] = await once(compiler, 'exit');
  // Without it the compiler came to no end of its own: nothing that it left is to be relied on.
  if (!existsSync(buildInfoIn(folder))) return { status: status ?? 1, areWhole: false };
  const written = filesIn(folder).filter((file) => file.endsWith('.d.ts'));
  for (const file of written) {
    mkdirSync(dirname(join(last, file)), { recursive: true });
    renameSync(join(folder, file), join(last, file));
  }
  const expected = declarationsOf(folder);
  for (const file of filesIn(last)) if (file.endsWith('.d.ts') && !expected.has(file)) rmSync(join(last, file));
  renameSync(buildInfoIn(folder), buildInfoIn(last));
  return { status: status ?? 1, areWhole: true };
}

function declarationsOf(folder) {
  const { fileNames } = JSON.parse(readFileSync(buildInfoIn(folder), 'utf8'));
  return new Set(fileNames.map((name) => name.replace(/^\.\.\/\.\.\//, '').replace(/\.ts$/, '.d.ts')));
}

/** The declarations of the entries for CommonJS, and for the ES modules that export the same, by their paths in `dist/`. */
export async function bundledTypes(last, { exported, esModules }) {
  const [{ rolldown }, { dts }] = await Promise.all([import('rolldown'), import('rolldown-plugin-dts')]);
  const bundle = await rolldown({
    cwd: last,
    input: Object.fromEntries([...exported, ...esModules].map((stem) => [stem, join(last, `${stem}.d.ts`)])),
    external: /^(?:node:|@jest\/globals$|expect$|vitest$)/,
    // How long a hook took is of no interest to a reader of the log.
    checks: { pluginTimings: false },
    plugins: [dts({ dtsInput: true, tsconfig: false })],
  });
  try {
    const { output } = await bundle.generate({
      format: 'es',
      entryFileNames: '[name].d.ts',
      chunkFileNames: 'chunks/[name].d.ts',
      minifyInternalExports: false,
    });
    return new Map([
      ...output.map(({ name, fileName, code }) => [esModules.includes(name) ? `${name}.d.mts` : fileName, code]),
      ...exported.map((stem) => [`${stem}.d.mts`, `export * from './${stem.split('/').at(-1)}.js';\n`]),
    ]);
  } finally {
    await bundle.close();
  }
}
