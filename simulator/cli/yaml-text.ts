import { BadUse } from './bad-use.js';

/** The most characters of a YAML or JSON file that are parsed. */
const maxCharacters = 32 * 1024 * 1024;

/**
 * The value of a text in YAML or JSON. `BadUse`, by the name of where it stands, for one that cannot be read, or that has
 * more than `maxValues` values.
 */
export async function parsedYaml(name: string, text: string, maxValues?: number): Promise<unknown> {
  if (text.length > maxCharacters) {
    throw new BadUse(`${name} is too large: it has ${text.length} characters, and at most ${maxCharacters} are read`);
  }
  // JSON is YAML as well; the parser is loaded only when there is something to read.
  const { YAMLException, constructFromEvents, parseEvents } = await import('js-yaml');
  const { sizeProblem } = await import('../../contracts/suite/yaml-file.js');
  try {
    const events = parseEvents(text, {});
    const problem = sizeProblem(events, text, maxValues);
    if (problem !== undefined) throw new BadUse(`${name} ${problem.says}`);
    const documents = constructFromEvents(events, { source: text });
    if (documents.length > 1) throw new BadUse(`${name} has ${documents.length} YAML documents, and must have one`);
    return documents[0];
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    // What the parser quotes may be part of a token.
    const reason = error.reason.replace(/ ?("[^"]*"|!<[^>]*>)/g, '');
    throw new BadUse(`${name} is neither YAML nor JSON: line ${line + 1}, column ${column + 1}: ${reason}`);
  }
}
