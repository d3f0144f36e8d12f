import fc from 'fast-check';

const hex = (text: string): string => Buffer.from(text).toString('hex');
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const escaped = (text: string): string =>
  Array.from(text, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const base64 =
  (alignment: number, encoding: 'base64' | 'base64url') =>
  (text: string): string =>
    Buffer.from('x'.repeat(alignment) + text).toString(encoding);

/** Encodings of a text. */
export const encodings: readonly ((text: string) => string)[] = [
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => text.toLowerCase(),
  percent,
  (text: string) => percent(percent(text)),
  hex,
  (text: string) => hex(text).toUpperCase(),
  escaped,
  base64(0, 'base64'),
  base64(1, 'base64'),
  base64(2, 'base64url'),
  (text: string) => `before ${text} after`,
  (text: string) => Array.from(text).join('\0'),
];

/** Draws one of them. */
export const anyEncoding = fc.constantFrom(...encodings);

/** Undoes one layer of percent or `\u` escapes. */
function unescaped(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([0-9a-f]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Whether a secret can be read from a text by decoding escapes, hex or base64. */
export const isIn = (secret: string, text: string): boolean => decoded(text)(secret);

/** Decodes a text once; the result says of any secret whether it can be read out of the text. */
export function decoded(text: string): (secret: string) => boolean {
  const layers = layersOf(text).map((layer) => ({
    lower: layer.toLowerCase(),
    standard: layer.replaceAll('-', '+').replaceAll('_', '/'),
  }));
  return (secret) => {
    const inAnyCase = [secret, hex(secret)].map((form) => form.toLowerCase());
    // Base64 in another case is no longer base64 of the same.
    const inThisCase = [0, 1, 2].map((alignment) => coreOf(secret, alignment));
    return layers.some(
      ({ lower, standard }) =>
        inAnyCase.some((form) => lower.includes(form)) || inThisCase.some((form) => standard.includes(form)),
    );
  };
}

/** A text, and what it becomes when escapes are undone once, twice and three times, as far as that changes it. */
function layersOf(text: string): readonly string[] {
  const layers = [text.replaceAll('\0', '')];
  for (let last = layers[0] ?? ''; layers.length < 4;) {
    const next = unescaped(last).replaceAll('\0', '');
    if (next === last) break;
    layers.push(next);
    last = next;
  }
  return layers;
}

/** The part of a secret's base64 that does not depend on what stands before and after it. */
function coreOf(secret: string, alignment: number): string {
  const encoded = Buffer.from('\0'.repeat(alignment) + secret).toString('base64');
  return encoded.slice(alignment === 0 ? 0 : 4, -4);
}
