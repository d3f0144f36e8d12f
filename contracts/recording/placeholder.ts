/** A placeholder in a recorded text: `<meid:1>`, `<role:app:sandbox>`, `<time:+24h yyyy-MM-dd HH:mm +08:00>`. */
const shape = /<([A-Za-z][\w-]*:[^<>]*)>/g;

/** What could be taken for a placeholder and stood there before there were any. */
const lookalike = /<(?=[A-Za-z][\w-]*:)/g;

/** Whether a text may hold a placeholder. */
export const mayHoldPlaceholder = (text: string): boolean => text.search(lookalike) >= 0;

/** A name as it is written in place of its value. */
export const placeholder = (name: string): string => `<${name}>`;

/** A text in which nothing looks like a placeholder. */
export const escaped = (text: string): string => text.replace(lookalike, placeholder('less:'));

/** Changes a text everywhere but in its placeholders. */
export function outsidePlaceholders(text: string, change: (plain: string) => string): string {
  const parts = text.split(shape);
  return parts.map((part, index) => (index % 2 === 0 ? change(part) : placeholder(part))).join('');
}

/** Puts values in place of placeholders; whatever was escaped is what it was. */
export const withValues = (text: string, valueOf: (name: string) => string): string =>
  text.replace(shape, (_, name: string) => (name === 'less:' ? '<' : valueOf(name)));

/** The names of a text's placeholders, in order. */
export const placeholdersIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(shape), ([, name = '']) => name);
