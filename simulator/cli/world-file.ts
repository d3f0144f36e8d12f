import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Provider } from '../core/provider.js';
import type { World } from '../core/world.js';
import { checkedWorld } from '../core/world-check.js';
import { BadUse } from './bad-use.js';
import { whyUnreadable } from './unreadable.js';
import { parsedYaml } from './yaml-text.js';

/** Reads a world from a YAML or JSON file, from `cwd`, and checks it; every mistake is named, with its JSON pointer. */
export async function worldFrom(file: string, providers: readonly Provider[], cwd: string): Promise<World> {
  const value = await parsedYaml(file, await textOf(file, cwd));
  const { judge } = await import('../platform/judge.js');
  const checked = checkedWorld(value, providers, judge);
  if (checked.ok) return checked.world;
  const problems = checked.problems.map(({ pointer, says }) => `${pointer === '' ? '(the whole)' : pointer} ${says}`);
  throw new BadUse(`${file} is no world: ${problems.join('; ')}`);
}

async function textOf(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new BadUse(`cannot read the world file ${file}: ${whyUnreadable(error)}`);
  }
}
