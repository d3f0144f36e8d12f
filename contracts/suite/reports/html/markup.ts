/** HTML that is ready to be written. Only `markup` makes it, so a text that nobody escaped cannot get into a page. */
export interface Markup {
  readonly html: string;
}

type Value = Markup | string | number | readonly Markup[];

/** Markup from a template: texts between its parts are escaped, for content and for attributes in double quotes. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  html: parts.map((part, index) => part + written(values[index] ?? '')).join(''),
});

/** Markup out of constants of ours: a style sheet, a script. */
export const trusted = (html: string): Markup => ({ html });

/** What stands where there is nothing to show. */
export const nothing: Markup = trusted('');

function written(value: Value): string {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** The `lang` attribute of an element that holds this text: both providers write Simplified Chinese. */
export const langOf = (text: string): Markup => (/\p{Script=Han}/u.test(text) ? trusted(' lang="zh-CN"') : nothing);
