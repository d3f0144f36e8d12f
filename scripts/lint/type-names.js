import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * The names of the types that a source declares at its top level, exported or not.
 *
 * @public Its test imports it by a path that knip cannot read.
 */
export const typeNamesIn = (text) =>
  ts
    .createSourceFile('source.ts', text, ts.ScriptTarget.Latest)
    .statements.filter(
      (each) =>
        ts.isInterfaceDeclaration(each) ||
        ts.isTypeAliasDeclaration(each) ||
        ts.isClassDeclaration(each) ||
        ts.isEnumDeclaration(each),
    )
    .map((each) => each.name.text);

/** Type names that more than one file of the product declares, with these files; generated files do not count. */
export function doublyDeclared(top) {
  const files = ['client', 'contracts', 'simulator'].flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const places = new Map();
  for (const file of files) {
    if (!file.endsWith('.ts') || file.endsWith('generated.ts') || file.endsWith('generated-validators.ts')) continue;
    for (const name of new Set(typeNamesIn(readFileSync(join(top, file), 'utf8'))))
      places.set(name, [...(places.get(name) ?? []), file]);
  }
  return new Map([...places].filter(([, { length }]) => length > 1));
}
