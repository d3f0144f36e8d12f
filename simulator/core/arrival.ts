/** A request as it came in, before anybody has judged it. Nothing in it is decoded: providers sign bytes. */
export interface Arrival {
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
export function headerOf(arrival: Pick<Arrival, 'rawHeaders'>, name: string): string | undefined {
  const { rawHeaders } = arrival;
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
