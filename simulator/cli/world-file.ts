import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Provider } from '../core/provider.js';
import type { World } from '../core/state/world.js';
import { checkedWorld } from '../core/state/world-check.js';
import { BadUse } from './bad-use.js';
import { whyUnreadable } from './unreadable.js';
import { parsedYaml } from './yaml-text.js';

/** Reads a world from a YAML or JSON file, from `cwd`, and checks it; every mistake is named, with its JSON pointer. */
export async function worldFrom(file: string, providers: readonly Provider[], cwd: string): Promise<World> {
  const value = await parsedYaml(file, await textOf(file, cwd));
  const { judge } = await import('../platform/judge.js');
  const checked = checkedWorld(value, providers, judge);
  if (checked.ok) return checked.world;
  const problems = checked.problems
    .slice(0, mostNamed)
    .map(({ pointer, says }) => `${pointer === '' ? '(the whole)' : pointer} ${says}`);
  const more = checked.problems.length - problems.length;
  throw new BadUse(`${file} is no world: ${problems.join('; ')}${more > 0 ? `; and ${more} more mistakes` : ''}`);
}

/** So many mistakes are named; a file that was chosen wrongly may have thousands. */
const mostNamed = 10;

const mostBytes = 128 * 1024 * 1024;

async function textOf(file: string, cwd: string): Promise<string> {
  const path = resolve(cwd, file);
  try {
    const { size } = await stat(path);
    if (size > mostBytes)
      throw new BadUse(`${file} is too large: it has ${size} bytes, and at most ${mostBytes} are read`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof BadUse) throw error;
    throw new BadUse(`cannot read the world file ${file}: ${whyUnreadable(error)}`);
  }
}
