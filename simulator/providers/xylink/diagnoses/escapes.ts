const inHex = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, '0');
const inLowerHex = (unit: string): string => `\\u${inHex(unit)}`;
const inUpperHex = (unit: string): string => `\\u${inHex(unit).toUpperCase()}`;

const beyondAscii = /[^\0-\x7f]/g;

/** As Python and PHP, as Java, as Go, and as Gson escape what could stand as it is. */
const escapers: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll(beyondAscii, inLowerHex),
  (text) => text.replaceAll(beyondAscii, inUpperHex),
  (text) => text.replaceAll(/[<>&\u2028\u2029]/g, inLowerHex),
  (text) => text.replaceAll(/[<>&='\u2028\u2029]/g, inLowerHex),
];

/** A JSON text with `\uXXXX` in it, as several programs write that; each once, and none where nothing is escaped. */
export const escapedTexts = (text: string): readonly string[] =>
  [...new Set(escapers.map((escape) => escape(text)))].filter((each) => each !== text);
