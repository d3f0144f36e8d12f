import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The TypeScript files below folders, from the top; generated files do not count. */
export const productFiles = (top, folders = ['client', 'contracts', 'simulator']) =>
  folders
    .flatMap((folder) =>
      readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.ts$/.test(file) && !/generated(-validators)?\.ts$/.test(file))
    .toSorted();
