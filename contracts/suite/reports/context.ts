/** What is known of one check. */
export interface AboutCheck {
  /** What holds, in words: "caller is allowed". */
  readonly statement: string;
  /** Why we believe so: a line for each piece of evidence. */
  readonly because: readonly string[];
}

/** What a report needs besides the run. */
export interface ReportContext {
  /** Every check that the run might have asked about, by name; those that no case met count as not judged. */
  readonly checks: Readonly<Record<string, AboutCheck>>;
  /** The version of this package. */
  readonly version: string;
  /** Takes the credentials out of a text. */
  readonly redact: (text: string) => string;
}
