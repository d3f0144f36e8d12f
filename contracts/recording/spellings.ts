const encoder = new TextEncoder();

const bytesAsText = (text: string): string =>
  Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join('');

const hexOf = (text: string): string =>
  Array.from(encoder.encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The part of the base64 that does not depend on what stands around, with 0, 1 or 2 bytes before. */
const base64Of = (text: string): readonly string[] => {
  const bytes = bytesAsText(text);
  return [0, 1, 2].map((before) =>
    btoa('\0'.repeat(before) + bytes).slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)),
  );
};

/**
 * The ways in which a secret is looked for, in lower case: itself, its UTF-8 byte by byte, and these bytes in hex and in
 * both kinds of base64.
 */
export function spellingsOf(secret: string): readonly string[] {
  const base64 = base64Of(secret);
  const base64url = base64.map((each) => each.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    ...new Set([secret, bytesAsText(secret), hexOf(secret), ...base64, ...base64url].map((each) => each.toLowerCase())),
  ];
}

const escapes = /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]{1,4});/gi;

/** A text with its percent-, JSON and HTML escapes undone, those within escapes too, and what wraps lines left out. */
export function unescaped(text: string): string {
  const plain = text.replace(escapes, (_, ...found: readonly (string | undefined)[]) =>
    String.fromCharCode(Number.parseInt(found.slice(0, 4).find((digits) => digits !== undefined) ?? '', 16)),
  );
  return plain === text ? text.replace(/\\[rn]|[\\\r\n\0]/g, '') : unescaped(plain);
}
