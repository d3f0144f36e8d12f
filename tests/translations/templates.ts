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

/** The texts in the sources below these folders. */
export interface SourceTexts {
  /** Every template with the tag `say`. */
  readonly said: ReadonlySet<string>;
  /** Every string and template. */
  readonly written: ReadonlySet<string>;
}

const settings = {
  languageVersion: ts.ScriptTarget.Latest,
  // Comments have no texts.
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

/** Reads the texts of these folders; each source is parsed once. */
export function textsIn(folders: readonly string[]): SourceTexts {
  const [said, written] = [new Set<string>(), new Set<string>()];
  const take = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) written.add(node.text);
    if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) written.add(templateOf(node));
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'say')
      said.add(templateOf(node.template));
  };
  for (const file of sourcesIn(folders)) visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), settings), take);
  return { said, written };
}
