import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const top = fileURLToPath(new URL('../../', import.meta.url));

/** The sources below these folders of the repository. */
const sourcesIn = (folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(`${top}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${top}${folder}/${file}`),
  );

/** The text of a template, its values as `{0}`, `{1}`. */
const templateOf = (node: ts.TemplateLiteral): string =>
  ts.isNoSubstitutionTemplateLiteral(node)
    ? node.text
    : node.templateSpans.reduce((text, { literal }, index) => `${text}{${index}}${literal.text}`, node.head.text);

function visit(node: ts.Node, found: (node: ts.Node) => void): void {
  found(node);
  node.forEachChild((child) => {
    visit(child, found);
  });
}

function collect(folders: readonly string[], take: (node: ts.Node) => string | undefined): ReadonlySet<string> {
  const all = new Set<string>();
  for (const file of sourcesIn(folders)) {
    visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest), (node) => {
      const text = take(node);
      if (text !== undefined) all.add(text);
    });
  }
  return all;
}

/** Every template with the tag `say` in these folders. */
export const saidIn = (folders: readonly string[]): ReadonlySet<string> =>
  collect(folders, (node) =>
    ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'say'
      ? templateOf(node.template)
      : undefined,
  );

/** Every string and template in these folders. */
export const textsIn = (folders: readonly string[]): ReadonlySet<string> =>
  collect(folders, (node) => {
    if (ts.isStringLiteral(node)) return node.text;
    return ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node) ? templateOf(node) : undefined;
  });
