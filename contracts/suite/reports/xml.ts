/** XML that is ready to be written. */
export interface Element {
  readonly xml: string;
}

type Attributes = Readonly<Record<string, string | number>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** An element; texts among its children and its attributes are escaped. They hold only characters that XML 1.0 allows. */
export function element(name: string, attributes: Attributes, children: readonly (Element | string)[] = []): Element {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${inAttribute(String(value))}"`);
  const start = `<${name}${written.join('')}`;
  if (children.length === 0) return { xml: `${start}/>` };
  const inner = children.map((child) => (typeof child === 'string' ? inText(child) : `\n${child.xml}`)).join('');
  return { xml: `${start}>${inner}${typeof children.at(-1) === 'string' ? '' : '\n'}</${name}>` };
}

/** The text of a file whose root is this element. */
export const xmlDocument = ({ xml }: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;

const entity = (character: string): string => entities[character] ?? character;
const inText = (text: string): string => text.replace(/[&<>]/g, entity);
const inAttribute = (text: string): string => text.replace(/[&<>"\n\t]/g, entity);
