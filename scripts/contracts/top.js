import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's top folder, with a slash at its end. */
export const top = fileURLToPath(new URL('../..', import.meta.url));

/** A JSON file's value. */
export const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
