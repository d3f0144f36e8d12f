import { resolve } from 'node:path';
import { say } from '../../../contracts/messages.js';
import type { World } from '../../core/state/world.js';
import { BadUse } from './flags.js';
import { type CliIo, linesTo } from './io.js';
import { complainTo } from './text.js';
import { whyUnreadable } from './user-files.js';

/** A world file that is watched, and what it changes. */
interface WatchedWorld {
  /** As the user wrote it, relative to `io.cwd`. */
  readonly file: string;
  /** Reads and checks the file again; rejects with `BadUse` if it is invalid. */
  readonly load: () => Promise<World>;
  /** Makes it the starting world. */
  readonly use: (world: World) => void;
}

/** Reloads a world file when it changes, one at a time; an invalid one changes nothing. The returned function ends that. */
export function watchWorld({ file, load, use }: WatchedWorld, io: CliIo): () => void {
  let latest = Promise.resolve();
  const reload = async (): Promise<void> => {
    try {
      use(await load());
      linesTo(io.stderr)(io.text(say`reloaded ${file}: new spaces, reset, and spaces without requests start from it`));
    } catch (error) {
      if (!(error instanceof BadUse)) throw error;
      complainTo(io)(say`${error.says}; the simulator keeps the world that it has`);
    }
  };
  try {
    return io.watchFile(resolve(io.cwd, file), () => {
      latest = latest.then(reload);
    });
  } catch (error) {
    throw new BadUse(say`cannot watch ${file}: ${whyUnreadable(error)}`);
  }
}
