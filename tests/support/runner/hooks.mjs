import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import cache from './cache.cjs';

const top = new URL('../../../', import.meta.url).href;

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
  const place = cache.placeOf(path, text);
  const source = cache.kept(place) ?? cache.keep(place, transformSync(text, { ...cache.compilation, filename: path }));
  return { format: 'module', source, shortCircuit: true };
}

const isOurs = (url) => url?.startsWith(top) === true && !url.startsWith(`${top}node_modules/`);
