/** Members of a JSON text whose value lets somebody in. */
const secretMember = /("[\w-]*(?:token|secret)\\?"\s*:\s*\\?")[^"\\]*/gi;

/** A reply's text without the credentials that it gives out, as a login does: a test's output is read by many. */
export const quotable = (text: string): string => text.replace(secretMember, '$1‹redacted›');
