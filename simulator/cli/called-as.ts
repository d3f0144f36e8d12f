import { word } from './shell.js';

/** What a process knows about how it was called. */
export interface Called {
  /** The interpreter as it was typed: `node`, or a path. */
  readonly argv0: string;
  /** The script's absolute path; a link is not followed. */
  readonly script: string;
  readonly cwd: string;
  /** The folders in which a shell looks for commands. */
  readonly path: readonly string[];
}

/** How to call this program again in a POSIX shell that stands in the same folder. */
export function calledAs({ argv0, script, cwd, path }: Called): string {
  const slash = script.lastIndexOf('/');
  const [folder, name] = [script.slice(0, slash), script.slice(slash + 1)];
  const isProgram = !/\.[cm]?js$/.test(name);
  // npm and npx put their own .bin in front of the path of what they run; in the user's other terminal it is not there.
  if (isProgram && path.includes(folder) && !folder.endsWith('/node_modules/.bin')) return word(name);
  const near = script.startsWith(`${cwd}/`) ? script.slice(cwd.length + 1) : script;
  if (isProgram) return word(near.includes('/') ? near : `./${near}`);
  return `${word(argv0)} ${word(near)}`;
}
