/**
 * A request that is signed and ready: what is sent is exactly this.
 *
 * It holds credentials, so it belongs in no log. A copy that was tampered with can be sent like any other.
 */
export interface Prepared<Operation extends string = string> {
  /** The operation's name in the contract. */
  readonly operation: Operation;
  readonly method: string;
  /** Absolute, query included. */
  readonly url: string;
  /** Besides these only what fetch itself adds is sent, such as `Content-Length`. */
  readonly headers: Readonly<Record<string, string>>;
  /** No bytes mean no body. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A reply as it came, before anyone has judged it. */
export interface RawReply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body's bytes, after fetch has undone any content encoding. */
  readonly body: Uint8Array;
}

/** What a caller may say about one call. */
export interface CallOptions {
  /** Gives the call up: it rejects with the signal's own reason, as fetch does. What was sent may have happened. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A contract's path with its `{names}` filled in, percent-encoded.
 *
 * Throws a TypeError for a name without a value, and for a value of dots that a URL would take for a way out.
 */
export function filledPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`the path ${template} needs a value for ${name}`);
    if (/^\.{1,2}$/.test(value)) throw new TypeError(`${name} must not be a dot or two, which no path can hold`);
    return encodeURIComponent(value);
  });
}
