import type { Prepared } from '../../client/index.js';
import { understudy } from '../support/cli.js';
import { curlRequestIn, wordsIn } from '../support/curl.js';

/** What `understudy sign …` prints. */
export async function printedBy(line: string, more: readonly string[]): Promise<string> {
  const [, ...words] = wordsIn(line);
  const { code, stdout, stderr } = await understudy([...words, ...more]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** The request that a printed curl command sends, as the client would have prepared it for this operation. */
export function requestOf(command: string, operation: string): Prepared {
  const { body, ...request } = curlRequestIn(command);
  return { operation, ...request, body: new TextEncoder().encode(body) };
}

/** The commands of every section of a live error catalogue, by its heading. */
export function commandsIn(catalogue: string): ReadonlyMap<string, readonly string[]> {
  const [, ...sections] = catalogue.split(/^### /m);
  return new Map(
    sections.map((section) => {
      const heading = section.slice(0, section.indexOf('\n'));
      const block = /^```sh\n([^]*?)^```$/m.exec(section)?.[1] ?? '';
      const [, ...commands] = block.split(/^# .*\n/m);
      return [heading, commands];
    }),
  );
}
