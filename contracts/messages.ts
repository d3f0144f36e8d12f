/** A text of the product with its values. Its English template is the key of the translations. */
export interface Message {
  /** English; `{0}`, `{1}` are the values. */
  readonly template: string;
  readonly values: readonly MessageValue[];
}

/** A value in a message: a name or number, which stays as it is, or a text of the product, which is translated too. */
type MessageValue = string | number | Message;

/** The template tag of every text that a user reads: say`--host is empty`. */
export const say = (parts: TemplateStringsArray, ...values: readonly MessageValue[]): Message => ({
  template: parts.reduce((template, part, index) => `${template}{${index - 1}}${part}`),
  values,
});

/** A finished English text, of a library or of data, as a message: it is found by its text or by a phrase. */
export const phrase = (text: string): Message => ({ template: text, values: [] });

/** Joins messages by `; `. */
export const joinMessages = (messages: readonly Message[]): Message =>
  messages.length === 0 ? phrase('') : messages.reduce((all, each) => say`${all}; ${each}`);

/** Joins names by `or`. */
export const anyOf = (names: readonly string[]): Message =>
  names.map(phrase).reduce((all, each) => say`${all} or ${each}`);

/** A text of data that is written in both languages. */
interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** The texts of a language, by their English templates. */
export interface Translations {
  readonly language: keyof Bilingual;
  readonly messages: Readonly<Record<string, string>>;
  /** Templates of texts that come finished in English; their values are found by position in the text. */
  readonly phrases: Readonly<Record<string, string>>;
}

/** Renders messages in a language. Without a translation, a text is English. */
export type Render = (what: Message | Bilingual | string) => string;

/** The renderer of a language. */
export function textIn({ language, messages, phrases }: Translations): Render {
  const patterns = patternsOf(phrases);
  const ofPhrase = (text: string): string | undefined => {
    for (const { shape, translation } of patterns) {
      const found = shape.exec(text);
      // A value that is one word is a name; a sentence in a sentence is a text of the product.
      if (found !== null)
        return fill(
          translation,
          found.slice(1).map((value) => (value.includes(' ') ? render(phrase(value)) : value)),
        );
    }
    return undefined;
  };
  // A Map, since a text may be a value of the user, such as `constructor`, which every object has.
  const translations = new Map(Object.entries({ ...phrases, ...messages }));
  const render = ({ template, values }: Message): string => {
    const translation = translations.get(template) ?? template;
    if (values.length === 0) return translation === template ? (ofPhrase(template) ?? template) : translation;
    return fill(
      translation,
      values.map((value) => (typeof value === 'object' ? render(value) : String(value))),
    );
  };
  return (what) => {
    if (typeof what === 'string') return render(phrase(what));
    return 'en' in what ? what[language] : render(what);
  };
}

/** Renders messages in English. */
export const english: Render = textIn({ language: 'en', messages: {}, phrases: {} });

const placeholder = /\{(\d+)\}/g;

const fill = (template: string, values: readonly string[]): string =>
  template.replace(placeholder, (whole, place: string) => values[Number(place)] ?? whole);

/** The shapes of the phrases with values, those with the most text of their own first. */
function patternsOf(
  phrases: Translations['phrases'],
): readonly { readonly shape: RegExp; readonly translation: string }[] {
  const own = (template: string): number => template.replace(placeholder, '').length;
  return Object.entries(phrases)
    .filter(([template]) => template.search(placeholder) >= 0)
    .toSorted(([one], [other]) => own(other) - own(one))
    .map(([template, translation]) => {
      const escaped = template.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
      return { shape: new RegExp(`^${escaped.replace(/\\\{\d+\\\}/g, '(.+?)')}$`, 'su'), translation };
    });
}

/** The columns of a text in a terminal: Chinese characters and punctuation take two. */
export const columnsOf = (text: string): number =>
  text.replace(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g, '  ')
    .length;

/** Pads a text with blanks to so many columns of a terminal. */
export const padTo = (text: string, width: number, columns = columnsOf): string =>
  text + ' '.repeat(Math.max(0, width - columns(text)));

/** Lines of a table: the cells of a column begin below each other, and the last one is not padded. */
export function table(rows: readonly (readonly string[])[], columns = columnsOf): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length - 1));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => columns(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : padTo(cell, widths[column] ?? 0, columns)))
      .join('  ')
      .trimEnd(),
  );
}
