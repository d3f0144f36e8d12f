import { readFileSync } from 'node:fs';

/** The text of a script in `scripts/`, by its name without `.js`, without a line break at its end. */
export const scriptText = (name: string): string =>
  readFileSync(new URL(`scripts/${name}.js`, import.meta.url), 'utf8').trimEnd();
