/** A character that stands in a text in disguise: its code, and where the text goes on after it. */
export interface Escaped {
  readonly code: number;
  readonly end: number;
}

/** A percent sign, itself percent-encoded any number of times more. */
const percent = '%(?:25)*';
// At most eight backslashes: JSON in JSON in JSON, and no more work than that for a text of nothing but backslashes.
const backslashes = `(?:\\\\|${percent}5c){1,8}`;
const ampersand = `(?:&(?:amp;)*|${percent}26)`;
const hash = `(?:#|${percent}23)`;
const semicolon = `(?:;|${percent}3b)?`;

/** Each form of escape: what it begins with, and its number to which base. One place can be read in several of them. */
const forms = [
  { begins: '%', pattern: '%([0-9a-f]{2})', base: 16 },
  { begins: '%', pattern: '%(?:25)+([0-9a-f]{2})', base: 16 },
  { begins: '%\\', pattern: `(?:${backslashes}|${percent})u([0-9a-f]{4})`, base: 16 },
  { begins: '%\\', pattern: `${backslashes}x([0-9a-f]{2})`, base: 16 },
  { begins: '%&', pattern: `${ampersand}${hash}x0*([0-9a-f]{1,6})${semicolon}`, base: 16 },
  { begins: '%&', pattern: `${ampersand}${hash}0*([0-9]{1,7})${semicolon}`, base: 10 },
].map((form) => ({ ...form, here: new RegExp(form.pattern, 'iy'), anywhere: new RegExp(form.pattern, 'gi') }));

/** Whether an escape can begin with this character: a percent sign, a backslash, an ampersand. */
export function mayBeginEscape(code: number): boolean {
  return code === 0x25 || code === 0x5c || code === 0x26;
}

function escapesAt(text: string, place: number): readonly Escaped[] {
  if (!mayBeginEscape(text.charCodeAt(place))) return [];
  return forms.flatMap(({ begins, base, here }) => {
    if (!begins.includes(text.charAt(place))) return [];
    here.lastIndex = place;
    const digits = here.exec(text)?.[1];
    return digits === undefined ? [] : [{ code: Number.parseInt(digits, base), end: here.lastIndex }];
  });
}

/** Every way to read what stands at `place`: as the character that it is, and as each escape that it begins. */
export function readingsAt(text: string, place: number): readonly Escaped[] {
  if (place >= text.length) return [];
  return [{ code: text.charCodeAt(place), end: place + 1 }, ...escapesAt(text, place)];
}

/** The text with its escapes resolved, those within escapes too; a number that is no character stays as it is. */
export function unescaped(text: string): string {
  const resolved = forms.reduce(
    (before, { base, anywhere }) =>
      before.replace(anywhere, (escape: string, digits: string) => {
        const code = Number.parseInt(digits, base);
        return code > 0x10ffff ? escape : String.fromCodePoint(code);
      }),
    text,
  );
  return resolved === text ? text : unescaped(resolved);
}
