/** A request as somebody wrote it down. Texts are bytes, one a character, as node hands them on. */
export interface UnsentRequest {
  readonly method: string;
  /** A path, or a URL with its authority. */
  readonly target: string;
  /** Names and values in turn, `Host` among them where one was given or follows from a URL. */
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}
