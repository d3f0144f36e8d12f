import { say } from '../../../contracts/messages.js';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BadUse } from './flags.js';
import type { Io } from './io.js';
import { whyUnreadable } from './user-files.js';

/** Reads the raw request in a file, or on standard input for `-`. */
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
    throw new BadUse(say`cannot read the request file ${file}: ${whyUnreadable(error)}`);
  }
}

/**
 * Parses an HTTP/1.1 request as on the wire; its lines may end without CR.
 *
 * The body is the text after the empty line, cut to `Content-Length` if the request has one.
 */
export function rawRequest(bytes: Uint8Array): UnsentRequest {
  const text = Buffer.from(bytes).toString('latin1');
  const [, head = text, rest = ''] = /^([^]*?)\r?\n\r?\n([^]*)$/.exec(text) ?? [];
  const [first = '', ...lines] = head.trimEnd().split(/\r?\n/);
  const [, method, target] = /^([A-Z]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/.exec(first) ?? [];
  if (method === undefined || target === undefined) {
    throw new BadUse(say`line 1 of the request must have the form: POST /path?query HTTP/1.1`);
  }
  const headers = lines.map(headerIn);
  const body = Buffer.from(rest, 'latin1').subarray(0, lengthOf(headers, rest.length));
  return { method, target, rawHeaders: headers.flat(), body };
}

type Header = readonly [name: string, value: string];

function headerIn(line: string, index: number): Header {
  const [, name, value] = /^([^\s:]+):\s*(.*)$/.exec(line) ?? [];
  if (/^[ \t]/.test(line)) {
    throw new BadUse(
      say`line ${index + 2} of the request begins with a blank: it folds the header before it, which HTTP/1.1 does not allow; write the value on one line`,
    );
  }
  if (name === undefined || value === undefined) {
    throw new BadUse(
      say`line ${index + 2} of the request is not a header: write Name: value, and an empty line before the body`,
    );
  }
  return [name, value.trimEnd()];
}

/** The length of the body, bytes; `available` is the length of the text after the empty line. */
function lengthOf(headers: readonly Header[], available: number): number {
  const valueOf = (wanted: string): string | undefined => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (valueOf('transfer-encoding') !== undefined) {
    throw new BadUse(
      say`the request has Transfer-Encoding, which is not supported: remove it, and write the body unencoded`,
    );
  }
  const written = valueOf('content-length');
  if (written === undefined) return available;
  const length = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
  if (length <= available) return length;
  throw new BadUse(
    say`Content-Length of the request must be a number up to ${available}, the length of the body: correct it, or remove it`,
  );
}

/** A request of the user. Each character of a text is a byte, as in node. */
export interface UnsentRequest {
  readonly method: string;
  /** A path, or a URL with its authority. */
  readonly target: string;
  /** Names and values alternate; `Host` is present when the request or its URL has one. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}
