import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { productFiles } from './product-files.js';

const fewLines = 45;

/** Files that stand alone by design: an operation is a file, and every provider's folder has the same shape. */
const byDesign = /\/endpoints\/|^simulator\/providers\/[^/]+\/(responses|callbacks\/index)\.ts$|\/(ytx|xylink)\.ts$/;

/** The files that a source imports statically, from the top. */
function importsOf(file, text) {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const lazily = new Set([...text.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, name]) => name));
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.') && !lazily.has(name))
    .map((name) => join(dirname(file), name).replace(/\.js$/, '.ts'));
}

/** Whether one folder is the other or its parent. */
const isNear = (folder, of) => folder === of || folder === dirname(of);

/**
 * The files of the product with fewer than 45 lines that belong into their only importer: it stands in the same or the
 * parent folder, and no test imports the file on its own.
 */
export function smallFiles(top) {
  const textOf = new Map(
    productFiles(top, ['client', 'contracts', 'simulator', 'tests']).map((file) => [
      file,
      readFileSync(join(top, file), 'utf8'),
    ]),
  );
  const importers = new Map();
  for (const [file, text] of textOf)
    for (const imported of importsOf(file, text)) importers.set(imported, [...(importers.get(imported) ?? []), file]);
  return [...textOf].flatMap(([file, text]) => {
    const [only, ...others] = importers.get(file) ?? [];
    const isSmall = text.trimEnd().split('\n').length < fewLines;
    if (!isSmall || only === undefined || others.length > 0 || byDesign.test(file) || file.startsWith('tests/'))
      return [];
    return isNear(dirname(only), dirname(file)) && !only.startsWith('tests/') ? [`${file} (imported by ${only})`] : [];
  });
}
