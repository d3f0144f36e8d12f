// Bundles the sources as CommonJS, which every consumer can load; an ES module beside each entry exports the same again,
// so that a process that uses both has one state. What the sources import lazily is a chunk of its own.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import { fakerOf } from './faker.js';
import { licencesOf } from './licences.js';
import { withLines } from './minified-lines.js';

/**
 * The files of the bundle, by their paths in `dist/`. Packages in `dependencies` stay imports; all others that the sources
 * import become part of the bundle. Throws where a source cannot be parsed, or imports what is not there.
 */
export async function bundledPrograms(top, { exported, esModules, programs, external }) {
  const stems = [...exported, ...programs];
  const names = new Map();
  const bundle = await rolldown({
    cwd: top,
    platform: 'node',
    // Chunks may share what lies in those of entries, which then export more than their sources: see `facades`.
    preserveEntrySignatures: 'allow-extension',
    input: Object.fromEntries(stems.map((stem) => [stem, join(top, `${stem}.ts`)])),
    external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [fakerOf(['person', 'commerce']), exportsInto(names)],
    // What two modules of one chunk import, one of them lazily, is loaded with the chunk: nothing to warn of.
    checks: { ineffectiveDynamicImport: false },
  });
  try {
    const { output } = await bundle.generate({
      dir: join(top, 'dist'),
      format: 'cjs',
      // Jest's modules have no `import()`.
      dynamicImportInCjs: false,
      entryFileNames: ({ name }) => (exported.includes(name) ? `chunks/${nameOf(name)}.js` : '[name].js'),
      chunkFileNames: 'chunks/[name].js',
      sourcemap: true,
      comments: { jsdoc: false, annotation: true, legal: true },
      sourcemapExcludeSources: true,
      // Names stay, as stack traces show them.
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      codeSplitting: { includeDependenciesRecursively: false, groups: groupsIn(top) },
    });
    const chunks = output.filter(({ type }) => type === 'chunk');
    return new Map([
      ['package.json', '{ "type": "commonjs" }\n'],
      ['THIRD-PARTY-LICENSES.txt', licencesOf(top, chunks)],
      ...withLines(output),
      ...esModules.map((stem) => [`${stem}.mjs`, esModuleOf(join(top, `${stem}.ts`))]),
      ...exported.flatMap((stem) => facades(stem, names.get(join(top, `${stem}.ts`)))),
    ]);
  } finally {
    await bundle.close();
  }
}

/** The request and reply schemas of a provider: many small files that are loaded together, if at all. */
const providerSchema = /^contracts\/(\w+)\/.+\.schema\.json$/;

/** What is small and loaded together is one chunk; all else is split by who loads it. Paths are relative: a folder above may have any name. */
function groupsIn(top) {
  const pathOf = (id) => relative(top, id).replaceAll('\\', '/');
  const group = (name, path) => ({ name, test: (id) => path.test(pathOf(id)) });
  return [
    {
      ...group('', providerSchema),
      debugName: 'schemas',
      name: (id) => `${providerSchema.exec(pathOf(id))[1]}-schemas`,
    },
    group('control-openapi', /\.openapi\.json$/),
    group('suite', /^contracts\/(suite|recording|validation|drift)\/(?!index)/),
    group('client', /^client\/(?!index)|\/generated-validators\.ts$/),
    group('checks-report', /^simulator\/checks-report\//),
    group('texts', /^contracts\/(json|messages|durations|simulator-headers)\.ts$/),
    group(
      'user-files',
      /^simulator\/cli\/(shared\/(user-files|report-files|request-file)|verify\/report-files|validation\/record-files)\.ts$|^contracts\/recording\/files\.ts$/,
    ),
  ];
}

/** Keeps what modules export, by their paths. */
const exportsInto = (names) => ({
  name: 'exports',
  moduleParsed: ({ id, exports }) => void names.set(id, exports),
});

/** `simulator/index` is `chunks/simulator-index.js`. */
const nameOf = (stem) => stem.replaceAll('/', '-');

/** A source as an ES module of its own; the files that it imports must be entries. */
function esModuleOf(file) {
  const options = {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, removeComments: true },
  };
  return ts
    .transpileModule(readFileSync(file, 'utf8'), options)
    .outputText.replace(/(from ')(\.\/[\w-]+)\.js(')/g, '$1$2.mjs$3');
}

/** The files of an entry, which export what its source does, of the same chunk. */
function facades(stem, names) {
  const chunk = `${'../'.repeat(stem.split('/').length - 1)}chunks/${nameOf(stem)}.js`;
  return [
    [
      `${stem}.js`,
      [`const chunk = require('${chunk}');`, ...names.map((name) => `exports.${name} = chunk.${name};`), ''].join('\n'),
    ],
    [`${stem}.mjs`, `export { ${names.join(', ')} } from './${stem.split('/').at(-1)}.js';\n`],
  ];
}
