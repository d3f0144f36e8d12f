import { joinMessages, type Message, phrase, say } from '../../../contracts/messages.js';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Provider } from '../../core/provider.js';
import { checkedWorld } from '../../core/state/world-check.js';
import type { World } from '../../core/state/world.js';
import { BadUse } from './flags.js';
import { whyUnreadable } from './user-files.js';

/** Reads and validates a world file, YAML or JSON, relative to `cwd`; the error lists every mistake with its JSON pointer. */
export async function worldFrom(file: string, providers: readonly Provider[], cwd: string): Promise<World> {
  const value = await parsedYaml(file, await textOf(file, cwd));
  const { judge } = await import('../../platform/judge.js');
  const checked = checkedWorld(value, providers, judge);
  if (checked.ok) return checked.world;
  const problems = checked.problems
    .slice(0, maxNamed)
    .map(({ pointer, says }) => say`${pointer === '' ? '(document)' : pointer} ${phrase(says)}`);
  const more = checked.problems.length - problems.length;
  const all = more > 0 ? [...problems, say`and ${more} more mistakes`] : problems;
  throw new BadUse(say`${file} is not a valid world: ${joinMessages(all)}`);
}

/** The error lists this many mistakes: a wrong file may have thousands. */
const maxNamed = 10;

const maxBytes = 128 * 1024 * 1024;

async function textOf(file: string, cwd: string): Promise<string> {
  const path = resolve(cwd, file);
  try {
    const { size } = await stat(path);
    if (size > maxBytes) throw new BadUse(say`${file} is too large: ${size} bytes, at most ${maxBytes} are allowed`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof BadUse) throw error;
    throw new BadUse(say`cannot read the world file ${file}: ${whyUnreadable(error)}`);
  }
}

/** The maximum number of characters of a YAML or JSON file that are parsed. */
const maxCharacters = 32 * 1024 * 1024;

/**
 * Parses YAML or JSON. `BadUse`, with the name of the source, for invalid text, or for more than `maxValues` values.
 */
export async function parsedYaml(name: string, text: string, maxValues?: number): Promise<unknown> {
  if (text.length > maxCharacters) {
    throw new BadUse(say`${name} is too large: ${text.length} characters, at most ${maxCharacters} are allowed`);
  }
  // JSON is YAML, too. Loaded on demand, since most commands read no file.
  const { YAMLException, constructFromEvents, parseEvents } = await import('js-yaml');
  const { keyProblem, quoteTemplates } = await import('../../../contracts/suite/yaml-keys.js');
  const { sizeProblem } = await import('../../../contracts/suite/yaml-size.js');
  try {
    const events = parseEvents(text, {});
    const problem = sizeProblem(events, text, maxValues);
    if (problem !== undefined) throw new BadUse(say`${name} ${phrase(problem.says)}`);
    const ofKey = keyProblem(events, text);
    if (ofKey !== undefined) throw notYaml(name, placeOf(ofKey.offset, text), phrase(ofKey.says));
    const documents = constructFromEvents(events, { source: text });
    if (documents.length > 1) throw new BadUse(say`${name} has ${documents.length} YAML documents; it must have one`);
    return documents[0];
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line, column } = error.mark ?? { line: 0, column: 0 };
    // The parser quotes the text, which may be part of a token.
    const reason = phrase(error.reason.replace(/ ?("[^"]*"|!<[^>]*>)/g, ''));
    throw notYaml(name, { line, column }, hasTemplate(text, line) ? say`${reason}; ${phrase(quoteTemplates)}` : reason);
  }
}

const hasTemplate = (text: string, line: number): boolean => (text.split('\n')[line] ?? '').includes('{{');

/** A place in a text, counted from 0. */
interface TextPlace {
  readonly line: number;
  readonly column: number;
}

function placeOf(offset: number, text: string): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

const notYaml = (name: string, { line, column }: TextPlace, reason: Message): BadUse =>
  new BadUse(say`${name} is not valid YAML or JSON: line ${line + 1}, column ${column + 1}: ${reason}`);
