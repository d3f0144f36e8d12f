import { createTwoFilesPatch } from 'diff';
import type { Edit } from './edit.js';

/** A unified diff of one file, to be applied with `git apply` in the folder that its edits count from. */
export interface Patch {
  readonly of: Edit['of'];
  readonly file: string;
  readonly text: string;
}

/** Reads the file of an edit; undefined when it is not at hand. */
export type TextOf = (edit: Pick<Edit, 'of' | 'file'>) => Promise<string | undefined>;

/** One patch for each file that the edits change. */
export async function patchesOf(edits: readonly Edit[], textOf: TextOf): Promise<readonly Patch[]> {
  const files = new Map(edits.map((edit) => [`${edit.of} ${edit.file}`, edit]));
  const patches = await Promise.all(
    Array.from(files.values(), async ({ of, file }): Promise<readonly Patch[]> => {
      const before = await textOf({ of, file });
      if (before === undefined) return [];
      const own = edits.filter((edit) => edit.of === of && edit.file === file);
      // An edit that another has already made changes nothing more.
      const after = own.reduce((text, { change }) => change(text) ?? text, before);
      return after === before ? [] : [{ of, file, text: unified(file, before, after) }];
    }),
  );
  return patches.flat();
}

function unified(name: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after);
  return patch.slice(patch.indexOf('--- '));
}
