/**
 * A mistake, told in one line: commander explains itself over several, and file names may hold anything.
 *
 * What stands behind the `=` of an unknown flag is left out: it may be a token behind a misspelt name.
 */
export function inOneLine(text: string): string {
  const flat = text
    .replace(/^error: /, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return `understudy: ${flat.replace(/^(unknown option '-[^'=]*)=.*?'( \(Did you mean .*)?$/, "$1'$2")}\n`;
}
