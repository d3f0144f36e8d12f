/**
 * A request that is signed and ready to send, byte for byte.
 *
 * It holds credentials, so do not log it. An altered copy can be sent, too.
 */
export interface Prepared<Operation extends string = string> {
  /** The operation's name in the contract. */
  readonly operation: Operation;
  readonly method: string;
  /** Absolute, query included. */
  readonly url: string;
  /** fetch adds its own headers to these, such as `Content-Length`, and nothing else does. */
  readonly headers: Readonly<Record<string, string>>;
  /** An empty array means no body. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A reply, unchanged and unchecked. */
export interface RawReply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body's bytes, after fetch has removed any content encoding. */
  readonly body: Uint8Array;
}

/** A request to the provider that is not one of the client's operations. */
export interface UnmodelledRequest {
  /** Stands for the operation in errors. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the provider's root, without a query: `/api/rest/external/v1/things/7`. */
  readonly path: string;
  /** Parameters besides those of the signature. */
  readonly query?: Readonly<Record<string, string>>;
  /** A JSON value. Default: no body. */
  readonly body?: unknown;
}

/** The parts of an unmodelled request, encoded. */
interface EncodedRequest extends Pick<Prepared, 'operation' | 'method' | 'body'> {
  readonly path: string;
  /** Further parameters, each with its `&` in front. */
  readonly query: string;
}

/** The bytes of a body by its JSON text. */
export type EncodeBody = (text: string) => Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** The checked function that encodes bodies; UTF-8 by default. Throws a TypeError for what is no function. */
export function encodeBodyFrom(encode?: (text: string) => Uint8Array): EncodeBody {
  if (encode === undefined) return (text) => encoder.encode(text);
  if (typeof encode !== 'function') throw new TypeError('encodeBody must be a function');
  // A copy has exactly the bytes: a Buffer may be a part of a larger memory.
  return (text) => new Uint8Array(encode(text));
}

/** Encodes an unmodelled request. Throws a TypeError for one that cannot be sent as it is. */
export function encodedRequest(
  { name, method, path, query = {}, body }: UnmodelledRequest,
  encodeBody: EncodeBody,
): EncodedRequest {
  if (!isWholePath(path)) throw new TypeError('path must begin with "/", without a query and "." or ".." as a segment');
  if (method === 'GET' && body !== undefined) throw new TypeError('a GET must not have a body');
  const parameters = Object.entries(query).map(
    ([parameter, value]) => `&${encodeURIComponent(parameter)}=${encodeURIComponent(value)}`,
  );
  return {
    operation: name,
    method,
    path: new URL(`http://localhost${path}`).pathname,
    query: parameters.join(''),
    body: body === undefined ? new Uint8Array() : encodeBody(JSON.stringify(body)),
  };
}

/** Whether a URL keeps all segments of a path. */
const isWholePath = (path: string): boolean =>
  /^\/[^?#\\]*$/.test(path) && !path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));

/** The options of one call. */
export interface CallOptions {
  /** Aborts the call: it rejects with the signal's reason, as fetch does. The provider may still carry out the request. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A contract's path with its `{names}` filled in, percent-encoded.
 *
 * Throws a TypeError for a name without a value, and for the values `.` and `..`, which a URL would resolve.
 */
export function filledPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`the path ${template} needs a value for ${name}`);
    if (/^\.{1,2}$/.test(value)) throw new TypeError(`${name} must not be "." or "..", which a URL path resolves`);
    return encodeURIComponent(value);
  });
}
