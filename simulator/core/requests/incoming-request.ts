/** A request before any check. Nothing in it is decoded, since providers sign bytes. */
export interface IncomingRequest {
  /** As sent: `POST`. */
  readonly method: string;
  /** The provider's host, lower case, without port: `sandbox.ytx.net`. */
  readonly host: string;
  /** The request target exactly as on the request line, including our own prefix segments. */
  readonly targetAsSent: string;
  /** Path and query as the provider would receive them: without our prefix segments and authority. */
  readonly targetForProvider: string;
  /** Names and values in turn, in the order and letter case in which they were sent. */
  readonly rawHeaders: readonly string[];
  /** The body's bytes as received; `Content-Type` and `Content-Encoding` are not applied. */
  readonly body: Uint8Array;
  /** The client's IP address, IPv4-mapped forms reduced to IPv4. */
  readonly clientIp: string;
}

/** A reply; `contentType` is null if the provider sends none. */
export interface Reply {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
  /** The header Retry-After, in seconds; undefined if the provider sends none. */
  readonly retryAfter?: number;
  /** Further headers of a stub, names and values in turn. */
  readonly extraHeaders?: readonly string[];
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

/** The raw query of a target, without the question mark; empty if there is none. */
export function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const mappedInHex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * The canonical form of an IP address: IPv6 in its short form, IPv4-mapped IPv6 as IPv4; undefined if the text is not
 * an address.
 *
 * A zone (`fe80::1%eth0`) is dropped, since it is valid on one machine only.
 */
export function canonicalAddress(text: string): string | undefined {
  if (ipv4.test(text)) return text;
  const [address = ''] = text.split('%', 1);
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address) || !URL.canParse(`http://[${address}]`)) return undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = mappedInHex.exec(short) ?? [];
  return high === undefined || low === undefined ? short : `${halves(high)}.${halves(low)}`;
}

/** Two numbers of an IPv4 address from four hexadecimal digits. */
function halves(word: string): string {
  const value = Number.parseInt(word, 16);
  return `${value >> 8}.${value & 255}`;
}
