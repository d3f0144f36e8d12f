import { BadUse } from './bad-use.js';
import type { UnsentRequest } from './unsent-request.js';

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
