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

/** The ways in which a text may be written. */
export const everySpelling = fc.constantFrom(
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
);

/** Undoes one layer of percent or `\u` escapes. */
function unescaped(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/%([0-9a-f]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Whether a secret can still be read out of a text, by whoever undoes escapes, hex or base64. */
export function isIn(secret: string, text: string): boolean {
  const inAnyCase = [secret, hex(secret)].map((form) => form.toLowerCase());
  // Base64 in another case is no longer base64 of the same.
  const inThisCase = [0, 1, 2].map((alignment) => coreOf(secret, alignment));
  let layer = text.replaceAll('\0', '');
  for (let depth = 0; depth < 4; depth += 1) {
    const [lower, standard] = [layer.toLowerCase(), layer.replaceAll('-', '+').replaceAll('_', '/')];
    if (inAnyCase.some((form) => lower.includes(form)) || inThisCase.some((form) => standard.includes(form)))
      return true;
    layer = unescaped(layer).replaceAll('\0', '');
  }
  return false;
}

/** The part of a secret's base64 that does not depend on what stands before and after it. */
function coreOf(secret: string, alignment: number): string {
  const encoded = Buffer.from('\0'.repeat(alignment) + secret).toString('base64');
  return encoded.slice(alignment === 0 ? 0 : 4, -4);
}
