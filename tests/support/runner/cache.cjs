const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const process = require('node:process');
const { version } = require('@swc/core/package.json');

const folder = join(__dirname, '../../../node_modules/.cache/understudy-tests');

/** How TypeScript is compiled for tests. */
exports.compilation = {
  swcrc: false,
  sourceMaps: true,
  module: { type: 'es6' },
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023', experimental: { keepImportAttributes: true } },
};

const compiler = `${version} ${JSON.stringify(exports.compilation)}`;

/** Where a compiled file is kept: a name that follows from all that decides its content. */
exports.placeOf = (path, text) =>
  join(folder, `${createHash('sha1').update(compiler).update(path).update(text).digest('hex')}.js`);

/** The source map of a compiled file. */
const mapOf = (place) => `${place}.map`;
exports.mapOf = mapOf;

/** @returns {string | undefined} the code that is kept at a place, when it and its source map are as they were written */
exports.kept = function kept(place) {
  const code = readIfThere(place);
  const [, mapSize] = /\n\/\/ With a source map of (\d+) bytes\.\n$/.exec(code ?? '') ?? [];
  const map = statSync(mapOf(place), { throwIfNoEntry: false });
  return mapSize !== undefined && map?.size === Number(mapSize) ? code : undefined;
};

/** Keeps what a file was compiled to, and gives its code. */
exports.keep = function keep(place, { code, map }) {
  const marked = `${code}\n// With a source map of ${Buffer.byteLength(map)} bytes.\n`;
  mkdirSync(dirname(place), { recursive: true });
  write(mapOf(place), map);
  write(place, marked);
  return marked;
};

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** Whole or not at all: other workers may read it at once. */
function write(file, text) {
  const ours = `${file}.${process.pid}`;
  writeFileSync(ours, text);
  renameSync(ours, file);
}
