/** A request as it came in, before anybody has judged it. Nothing in it is decoded: providers sign bytes. */
export interface IncomingRequest {
  /** As on the wire: `POST`. */
  readonly method: string;
  /** The provider's host that was meant, lower case, without port: `sandbox.ytx.net`. */
  readonly host: string;
  /** The request target exactly as it stood on the request line, our own prefix segments included. */
  readonly targetAsSent: string;
  /** Path and query as the provider would have seen them: prefix segments and authority taken off. */
  readonly targetForProvider: string;
  /** Names and values in turn, in the order and case of the wire. */
  readonly rawHeaders: readonly string[];
  /** The body's bytes as they came, whatever `Content-Type` and `Content-Encoding` say. */
  readonly body: Uint8Array;
  /** The caller's IP address, IPv4-mapped forms reduced to IPv4. */
  readonly from: string;
}

/** What goes back on the wire; `contentType` is null where the provider sends none. */
export interface Reply {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

/** The first value of a header; `name` in lower case. */
export function headerOf(request: Pick<IncomingRequest, 'rawHeaders'>, name: string): string | undefined {
  const { rawHeaders } = request;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const each = rawHeaders[index];
    if (each?.length === name.length && each.toLowerCase() === name) return rawHeaders[index + 1];
  }
  return undefined;
}

/** The path of a target, without its query. */
export function pathOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? target : target.slice(0, mark);
}

/** The raw query of a target, without the question mark; empty when there is none. */
export function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const mappedInHex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * One spelling for one IP address: IPv6 in its short form, IPv4-mapped IPv6 as IPv4; undefined when it is none.
 *
 * A zone (`fe80::1%eth0`) is left off: it means something on one machine only.
 */
export function canonicalAddress(text: string): string | undefined {
  if (ipv4.test(text)) return text;
  const [address = ''] = text.split('%', 1);
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address) || !URL.canParse(`http://[${address}]`)) return undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = mappedInHex.exec(short) ?? [];
  return high === undefined || low === undefined ? short : `${halves(high)}.${halves(low)}`;
}

/** Two numbers of an IPv4 address out of four hexadecimal digits. */
function halves(word: string): string {
  const value = Number.parseInt(word, 16);
  return `${value >> 8}.${value & 255}`;
}
