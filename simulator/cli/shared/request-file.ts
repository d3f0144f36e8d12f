import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BadUse } from './flags.js';
import type { Io } from './io.js';
import { whyUnreadable } from './user-files.js';

/** The raw request in a file, or on standard input for `-`. */
export async function requestIn(file: string, { stdin, cwd }: Pick<Io, 'stdin' | 'cwd'>): Promise<UnsentRequest> {
  return rawRequest(file === '-' ? await allOf(stdin) : await bytesOf(file, cwd));
}

async function allOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function bytesOf(file: string, cwd: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(cwd, file));
  } catch (error) {
    throw new BadUse(`cannot read the request file ${file}: ${whyUnreadable(error)}`);
  }
}

/**
 * Reads an HTTP/1.1 request as it goes on the wire; its lines may end without CR.
 *
 * The body is everything behind the empty line, or as much of it as `Content-Length` says.
 */
export function rawRequest(bytes: Uint8Array): UnsentRequest {
  const text = Buffer.from(bytes).toString('latin1');
  const [, head = text, rest = ''] = /^([^]*?)\r?\n\r?\n([^]*)$/.exec(text) ?? [];
  const [first = '', ...lines] = head.trimEnd().split(/\r?\n/);
  const [, method, target] = /^([A-Z]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/.exec(first) ?? [];
  if (method === undefined || target === undefined) {
    throw new BadUse('the first line of the request must read: POST /path?query HTTP/1.1');
  }
  const headers = lines.map(headerIn);
  const body = Buffer.from(rest, 'latin1').subarray(0, lengthOf(headers, rest.length));
  return { method, target, rawHeaders: headers.flat(), body };
}

type Header = readonly [name: string, value: string];

function headerIn(line: string, index: number): Header {
  const [, name, value] = /^([^\s:]+):\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    throw new BadUse(
      `line ${index + 2} of the request is no header: write Name: value, and an empty line before the body`,
    );
  }
  return [name, value.trimEnd()];
}

/** How much of what stands behind the empty line is the body. */
function lengthOf(headers: readonly Header[], there: number): number {
  const valueOf = (wanted: string): string | undefined => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (valueOf('transfer-encoding') !== undefined) {
    throw new BadUse('the request has Transfer-Encoding: leave it out, and write the body as it is');
  }
  const written = valueOf('content-length');
  if (written === undefined) return there;
  const length = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
  if (length <= there) return length;
  throw new BadUse(`Content-Length of the request fits no body of ${there} bytes: correct it, or leave it out`);
}

/** A request as somebody wrote it down. Texts are bytes, one a character, as node hands them on. */
export interface UnsentRequest {
  readonly method: string;
  /** A path, or a URL with its authority. */
  readonly target: string;
  /** Names and values in turn, `Host` among them where one was given or follows from a URL. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}
