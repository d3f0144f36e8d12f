import { readFile } from 'node:fs/promises';
import type { Provider } from '../core/provider.js';
import type { World } from '../core/world.js';
import { checkedWorld } from '../core/world-check.js';
import { BadUse } from './bad-use.js';

/** Reads a world from a YAML or JSON file and checks it; every mistake is named, with its JSON pointer. */
export async function worldFrom(file: string, providers: readonly Provider[]): Promise<World> {
  const value = await parsed(file, await textOf(file));
  const { judge } = await import('../platform/judge.js');
  const checked = checkedWorld(value, providers, judge);
  if (checked.ok) return checked.world;
  const problems = checked.problems.map(({ pointer, says }) => `${pointer === '' ? '(the whole)' : pointer} ${says}`);
  throw new BadUse(`${file} is no world: ${problems.join('; ')}`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'this user may not read it',
};

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read';
    throw new BadUse(`cannot read the world file ${file}: ${reasons[code] ?? code}`);
  }
}

async function parsed(file: string, text: string): Promise<unknown> {
  // JSON is YAML as well; the parser is loaded only when there is a file to read.
  const { parseDocument } = await import('yaml');
  // Its warnings would be further lines; what they are about is no world anyway.
  const document = parseDocument(text, { logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    // The parser's own message quotes the line, which may hold a token.
    throw new BadUse(`${file} is neither YAML nor JSON: line ${line}, column ${col} (${error.code})`);
  }
  try {
    return document.toJS();
  } catch (unresolved) {
    if (!(unresolved instanceof ReferenceError)) throw unresolved;
    throw new BadUse(`${file} has an alias that leads nowhere, or aliases of aliases that grow without measure`);
  }
}
