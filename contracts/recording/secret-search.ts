/** Shorter secrets are not searched for: they would match parts of ordinary words. */
const shortest = 8;

/** Whether a secret is long enough to be searched for. */
export const isWorthLookingFor = (secret: string): boolean => secret.length >= shortest;

/** A search for secrets in all their spellings; one search serves for many texts. */
export interface SecretSearch {
  /** Whether a text holds any of them. */
  readonly isIn: (text: string) => boolean;
}

/** Prepares a search for secrets. */
export const searchFor = (secrets: Iterable<string>): SecretSearch =>
  searchForSpellings([...secrets].filter(isWorthLookingFor).flatMap(spellingsOf));

/** Prepares a search for known spellings. */
export function searchForSpellings(spellings: readonly string[]): SecretSearch {
  // By their first characters, so that a text is read once, for any number of secrets.
  const width = spellings.reduce((min, { length }) => Math.min(min, length), shortest);
  const byBeginning = new Map<string, string[]>();
  for (const spelling of spellings) {
    const beginning = spelling.slice(0, width);
    const others = byBeginning.get(beginning);
    if (others === undefined) byBeginning.set(beginning, [spelling]);
    else others.push(spelling);
  }
  const isIn = (text: string): boolean => {
    const lower = text.toLowerCase();
    for (let from = 0; from + width <= lower.length; from += 1) {
      const begun = byBeginning.get(lower.slice(from, from + width));
      if (begun?.some((spelling) => lower.startsWith(spelling, from)) === true) return true;
    }
    return false;
  };
  return { isIn: (text) => isIn(text) || (/[%\\&\n\0]/.test(text) && isIn(unescapeText(text))) };
}

/** Runs that look like a credential: a UUID, 32 hex digits and more, 40 characters of base64 and more with a digit among them. */
const runs = [
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
  /(?<![0-9a-z])[0-9a-f]{32,}(?![0-9a-z])/gi,
  /(?<![\w+-])(?=[\w+-]*\d)(?=[\w+-]*[A-Z])[\w+-]{40,}/g,
  // A path could pass for base64, but for its padding.
  /[\w+/]{38,}={1,2}/g,
];

/** The parts of a text that look like credentials. */
export const looksLikeSecrets = (text: string): readonly string[] =>
  runs.flatMap((shape) => Array.from(text.matchAll(shape), ([run]) => run));

/** A secret was found in a text that was about to be written. The error names the place and never the secret. */
export class SecretFound extends Error {
  override readonly name = 'SecretFound';

  /** Where the secret was found: a case, and the place in it. */
  readonly place: string;

  constructor(place: string) {
    super(`found a secret in ${place}; nothing was written`);
    this.place = place;
  }
}

/** The options of a scan. */
export interface Scan {
  readonly secrets: SecretSearch;
  /** Whether a run that looks like a credential is harmless: an id that a contract case makes up. */
  readonly isPublic: (run: string) => boolean;
}

/** Throws `SecretFound` if a text within a JSON value holds a secret, or looks like one. */
export function scanForSecrets(value: unknown, { secrets, isPublic }: Scan, place: string): void {
  if (typeof value === 'string') {
    if (secrets.isIn(value) || looksLikeSecrets(value).some((run) => !isPublic(run))) throw new SecretFound(place);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    scanForSecrets(name, { secrets, isPublic }, `${place}: the name of a member`);
    scanForSecrets(each, { secrets, isPublic }, `${place}: ${name}`);
  }
}

const encoder = new TextEncoder();

const bytesAsText = (text: string): string =>
  Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join('');

const hexOf = (text: string): string =>
  Array.from(encoder.encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The part of the base64 that does not depend on neighbouring bytes, with 0, 1 or 2 bytes before. */
const base64Of = (text: string): readonly string[] => {
  const bytes = bytesAsText(text);
  return [0, 1, 2].map((before) =>
    btoa('\0'.repeat(before) + bytes).slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)),
  );
};

/**
 * The spellings of a secret that are searched for, in lower case: itself, its UTF-8 byte by byte, and these bytes in hex and
 * in both kinds of base64.
 */
export function spellingsOf(secret: string): readonly string[] {
  const base64 = base64Of(secret);
  const base64url = base64.map((each) => each.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    ...new Set([secret, bytesAsText(secret), hexOf(secret), ...base64, ...base64url].map((each) => each.toLowerCase())),
  ];
}

const escapes = /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&#x([0-9a-f]{1,4});/gi;

/** Removes percent, JSON and HTML escapes from a text, nested ones too, and line breaks. */
function unescapeText(text: string): string {
  const plain = text.replace(escapes, (_, ...found: readonly (string | undefined)[]) =>
    String.fromCharCode(Number.parseInt(found.slice(0, 4).find((digits) => digits !== undefined) ?? '', 16)),
  );
  return plain === text ? text.replace(/\\[rn]|[\\\r\n\0]/g, '') : unescapeText(plain);
}
