import { type Message, say } from '../../../contracts/messages.js';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Edit, patchesOf } from '../../../contracts/drift/edits.js';
import { writeUserFile } from '../shared/user-files.js';

/** The folders of the edited files; a patch applies in its folder. */
type Places = Readonly<Record<Edit['of'], string>>;

/** A patch file, and the folder for `git apply`; both absolute. */
interface PatchFile {
  readonly path: string;
  readonly applyIn: string;
}

/**
 * Writes the edits as patches into a folder, one for each changed file. A missing file gets no patch: an installed
 * package has no sources.
 */
export async function writePatches(
  folder: string,
  edits: readonly Edit[],
  { places, mayWrite }: { readonly places: Places; readonly mayWrite: (text: string) => void },
): Promise<readonly PatchFile[]> {
  const hasSources = (await textAt(join(places.source, 'simulator/cli.ts'))) !== undefined;
  const patches = await patchesOf(edits, async ({ of, file }) =>
    of === 'source' && !hasSources ? undefined : textAt(join(places[of], file)),
  );
  for (const { text } of patches) mayWrite(text);
  return Promise.all(
    patches.map(async ({ of, file, text }) => {
      const path = resolve(folder, `${of}-${file.replaceAll('/', '-')}.patch`);
      await writeUserFile({ is: say`patch`, path, cwd: folder }, text);
      return { path, applyIn: resolve(places[of]) };
    }),
  );
}

/** The message about a patch file, with the command that applies it. */
export const patchMessage = ({ path, applyIn }: PatchFile): Message =>
  say`wrote ${path}; apply it with: git -C ${quotePath(applyIn)} apply ${quotePath(path)}`;

/** A path as one word of a shell. */
const quotePath = (path: string): string =>
  /^[\w/.:\\-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

const textAt = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
