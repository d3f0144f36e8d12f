import { Command } from 'commander';
import type { Prepared } from '../../client/index.js';
import { wordsOf } from '../../simulator/cli/curl-words.js';
import { addSign } from '../../simulator/cli/sign.js';

const wordsIn = (line: string): readonly string[] =>
  wordsOf(line).map((word) => Buffer.from(word, 'latin1').toString('utf8'));

/** What `understudy sign …` prints, run as the program itself runs it. */
export async function printedBy(line: string, more: readonly string[]): Promise<string> {
  let printed = '';
  const program = new Command('understudy').exitOverride();
  addSign(program, (text) => {
    printed += text;
  });
  const [, ...words] = wordsIn(line);
  await program.parseAsync([...words, ...more], { from: 'user' });
  return printed;
}

/** The request that a printed curl command sends, as the client would have prepared it for this operation. */
export function requestOf(command: string, operation: string): Prepared {
  const words = wordsIn(command);
  const behind = (flag: string): readonly string[] => words.filter((_, index) => words[index - 1] === flag);
  const headers = behind('-H').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
  const [method = '', url = ''] = words.slice(words.indexOf('-X') + 1);
  const body = new TextEncoder().encode(behind('--data-raw')[0]);
  return { operation, method, url, headers: Object.fromEntries(headers), body };
}

/** The commands of every section of a live atlas, by its heading. */
export function commandsIn(atlas: string): ReadonlyMap<string, readonly string[]> {
  const [, ...sections] = atlas.split(/^### /m);
  return new Map(
    sections.map((section) => {
      const heading = section.slice(0, section.indexOf('\n'));
      const fenced = /^```sh\n([^]*?)^```$/m.exec(section)?.[1] ?? '';
      const [, ...commands] = fenced.split(/^# .*\n/m);
      return [heading, commands];
    }),
  );
}
