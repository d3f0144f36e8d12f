import { joinMessages, phrase, say } from '../../../contracts/messages.js';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Provider } from '../../core/provider.js';
import type { Stub } from '../../core/state/stubs.js';
import { BadUse } from './flags.js';
import { whyUnreadable } from './user-files.js';
import { parsedYaml } from './world-file.js';

/** The error lists this many mistakes. */
const maxNamed = 10;

/** The maximum number of values of a file: more than all stubs of a space can have. */
const maxValues = 1_000_000;

/** Reads and compiles a file of stubs, YAML or JSON, relative to `cwd`; the error lists the mistakes with their JSON pointers. */
export async function stubsFrom(file: string, providers: readonly Provider[], cwd: string): Promise<readonly Stub[]> {
  const value = await parsedYaml(file, await textOf(file, cwd), maxValues);
  const { judge } = await import('../../platform/judge.js');
  const { checkedStubs } = await import('../../stubs/index.js');
  const checked = checkedStubs(value, providers, judge);
  if (checked.ok) return checked.stubs;
  const problems = checked.problems
    .slice(0, maxNamed)
    .map(({ pointer, says }) => say`${pointer === '' ? '(document)' : pointer} ${phrase(says)}`);
  const more = checked.problems.length - problems.length;
  const all = more > 0 ? [...problems, say`and ${more} more mistakes`] : problems;
  throw new BadUse(say`${file} is not a valid file of stubs: ${joinMessages(all)}`);
}

async function textOf(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new BadUse(say`cannot read the file of stubs ${file}: ${whyUnreadable(error)}`);
  }
}
