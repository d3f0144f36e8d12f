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
