/** A text as one word of a POSIX shell, in quotes whatever it holds. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A text as one word of a POSIX shell, in quotes only when it needs them. */
export const word = (text: string): string => (/^[\w@%+:,./-]+$/.test(text) ? text : quoted(text));
