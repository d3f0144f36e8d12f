import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const top = new URL('../../../', import.meta.url).href;
const cache = new URL('node_modules/.cache/understudy-tests/', top);
mkdirSync(cache, { recursive: true });

const compilation = {
  swcrc: false,
  sourceMaps: true,
  module: { type: 'es6' },
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023', experimental: { keepImportAttributes: true } },
};

/**
 * TypeScript under the name of what it is compiled to, and `@jest/globals` for the test file that is being loaded.
 * The query of the importing module, `?tests=N` or `?all=N` (see `runtime.cjs`), goes on to what must be loaded anew.
 */
export async function resolve(specifier, context, next) {
  const [, query = ''] = /^[^?]+(\?.*)?$/.exec(context.parentURL ?? '') ?? [];
  if (!isOurs(context.parentURL)) return next(specifier, context);
  if (specifier === '@jest/globals')
    return { url: new URL('globals.mjs', import.meta.url).href + query, shortCircuit: true };
  if (!/^\.\.?\/.*\.js$/.test(specifier)) return next(specifier, context);
  const url = new URL(specifier.replace(/js$/, 'ts'), context.parentURL);
  if (!existsSync(url)) return next(specifier, context);
  const anew = query.startsWith('?all') || url.href.startsWith(`${top}tests/`);
  return { url: url.href + (anew ? query : ''), shortCircuit: true };
}

/** What swc makes of a TypeScript file, kept by content with its source map. */
export async function load(url, context, next) {
  const file = url.replace(/\?.*$/, '');
  if (!isOurs(file) || !file.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(file);
  const text = readFileSync(path, 'utf8');
  // runtime.cjs finds the source map under the same name.
  const name = `${createHash('sha1').update(path).update(text).digest('hex')}.js`;
  const compiled = new URL(name, cache);
  if (!existsSync(compiled)) {
    const { code, map } = transformSync(text, { ...compilation, filename: path });
    write(`${name}.map`, map);
    write(name, code);
  }
  return { format: 'module', source: readFileSync(compiled, 'utf8'), shortCircuit: true };
}

const isOurs = (url) => url?.startsWith(top) === true && !url.startsWith(`${top}node_modules/`);

/** Whole or not at all: other workers may read it at once. */
function write(name, text) {
  const ours = new URL(`${name}.${process.pid}`, cache);
  writeFileSync(ours, text);
  renameSync(ours, new URL(name, cache));
}
