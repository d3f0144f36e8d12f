import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import cache from './cache.cjs';

const top = new URL('../../../', import.meta.url).href;

/**
 * TypeScript under the name of what it is compiled to, and `@jest/globals` for the test file that is being loaded.
 * The query of the importing module, `?tests=N` or `?all=N` (see `runtime.cjs`), goes on to what must be loaded anew:
 * the TypeScript in `tests/` and what binds the globals of jest, or every module of this repository that node can load under two names.
 */
export async function resolve(specifier, context, next) {
  const [, query = ''] = /^[^?]+(\?.*)?$/.exec(context.parentURL ?? '') ?? [];
  if (!isOurs(context.parentURL)) return next(specifier, context);
  if (specifier === '@jest/globals')
    return { url: new URL('globals.mjs', import.meta.url).href + query, shortCircuit: true };
  const source = typeScriptOf(specifier, context.parentURL);
  const found =
    source === undefined ? await next(specifier, context).catch(throwBare) : { url: source, shortCircuit: true };
  return { ...found, url: found.url + (isLoadedAnew(found.url, query) ? query : '') };
}

/** The URL of the TypeScript that a `.js` specifier means; undefined where there is none. */
function typeScriptOf(specifier, parentURL) {
  if (!/^(\.\.?\/|file:).*\.js$/.test(specifier)) return undefined;
  const { href } = new URL(specifier.replace(/js$/, 'ts'), parentURL);
  return existsSync(new URL(href)) ? href : undefined;
}

function isLoadedAnew(url, query) {
  if (query.startsWith('?all')) return isOurs(url) && /\.(ts|js|mjs|json)$/.test(url);
  return (url.startsWith(`${top}tests/`) && url.endsWith('.ts')) || url === bindingToJest;
}

/** It binds the globals of the test file that loads it, as users' test files do. */
const bindingToJest = `${top}simulator/test-kit/jest.ts`;

/** What swc makes of a TypeScript file, kept by content with its source map. */
export async function load(url, context, next) {
  const file = url.replace(/\?.*$/, '');
  if (!isOurs(file) || !file.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(file);
  const text = readFileSync(path, 'utf8');
  const place = cache.placeOf(path, text);
  const source = cache.kept(place) ?? cache.keep(place, compiled(path, text));
  return { format: 'module', source, shortCircuit: true };
}

function compiled(path, text) {
  try {
    return transformSync(text, { ...cache.compilation, filename: path });
  } catch (error) {
    // The message shows the line; what follows it are addresses in the compiler.
    return throwBare(new SyntaxError(error.message.replace(/\s*Caused by:.*$/s, '')));
  }
}

/** Throws an error without its stack: jest would show the line of this file, not the one that is wrong. */
function throwBare(error) {
  error.stack = '';
  throw error;
}

const isOurs = (url) => url?.startsWith(top) === true && !url.startsWith(`${top}node_modules/`);
