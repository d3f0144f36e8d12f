import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { wordsOf } from '../../simulator/cli/shared/curl-words.js';

/** The words of a line as a POSIX shell reads them. */
export const wordsIn = (line: string): readonly string[] =>
  wordsOf(line).map((word) => Buffer.from(word, 'latin1').toString('utf8'));

/** The request that a printed curl command sends. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads `curl -sS -i -X <method> <url> -H <header> --data-raw <body>`, which is all that understudy prints. */
export function curlRequestIn(command: string): CurlRequest {
  const words = wordsIn(command);
  const behind = (flag: string): readonly string[] => words.filter((_, index) => words[index - 1] === flag);
  const headers = behind('-H').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
  const [method = '', url = ''] = words.slice(words.indexOf('-X') + 1);
  return { method, url, headers: Object.fromEntries(headers), body: behind('--data-raw')[0] ?? '' };
}

/** Sends what a printed curl command sends, and gives what `curl -i` shows: the head of the reply, and its body. */
export async function sentByCurl(command: string): Promise<string> {
  const { method, url, headers, body } = curlRequestIn(command);
  const sending = request(url, { method, headers: { 'Content-Length': Buffer.byteLength(body), ...headers } });
  sending.end(body);
  const [reply] = (await once(sending, 'response')) as [IncomingMessage];
  const head = reply.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 ? [`${name}: ${all[index + 1] ?? ''}`] : [],
  );
  return [`HTTP/1.1 ${reply.statusCode ?? 0}`, ...head, '', await text(reply)].join('\r\n');
}
