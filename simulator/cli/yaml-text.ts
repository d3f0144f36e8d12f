import { BadUse } from './bad-use.js';

/** What a text in YAML or JSON says; `BadUse`, by the name of where it stands, for one that says nothing. */
export async function parsedYaml(name: string, text: string): Promise<unknown> {
  // JSON is YAML as well; the parser is loaded only when there is something to read.
  const { parseDocument } = await import('yaml');
  // Its warnings would be further lines; what they are about is of no use anyway.
  const document = parseDocument(text, { logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    // The parser's own message quotes the line, which may hold a token.
    throw new BadUse(`${name} is neither YAML nor JSON: line ${line}, column ${col} (${error.code})`);
  }
  try {
    return document.toJS();
  } catch (unresolved) {
    if (!(unresolved instanceof ReferenceError)) throw unresolved;
    throw new BadUse(`${name} has an alias that leads nowhere, or aliases of aliases that grow without measure`);
  }
}
