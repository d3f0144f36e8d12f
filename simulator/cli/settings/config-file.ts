import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isJsonObject } from '../../../contracts/json.js';
import { say } from '../../../contracts/messages.js';
import { BadUse } from '../shared/flags.js';
import type { Config, Environment, Io } from '../shared/io.js';
import { whyUnreadable } from '../shared/user-files.js';
import { parsedYaml } from '../shared/world-file.js';

const codeEndings = ['ts', 'js', 'mjs', 'cjs'];
const names = [...codeEndings, 'json', 'yaml', 'yml'].map((ending) => `understudy.config.${ending}`);

/** The configuration that `--config` and `--no-config`, UNDERSTUDY_CONFIG or the working folder choose. It never rejects. */
export async function configFor(argv: readonly string[], io: Pick<Io, 'env' | 'cwd'>): Promise<Config> {
  try {
    const file = await chosenFile(argv, io);
    return file === undefined ? { values: {} } : await readConfig(file, io.cwd);
  } catch (problem) {
    if (!(problem instanceof BadUse)) throw problem;
    return { values: {}, problem };
  }
}

async function chosenFile(argv: readonly string[], { env, cwd }: Pick<Io, 'env' | 'cwd'>): Promise<string | undefined> {
  const asked = requestedFile(argv, env);
  if (asked === false) return undefined;
  return asked === undefined ? fileNear(cwd) : resolve(cwd, asked);
}

/** The file that flags or variable name; false for none at all. The last flag counts. */
function requestedFile(
  argv: readonly string[],
  { UNDERSTUDY_CONFIG: variable = '' }: Environment,
): string | false | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const flags = words.flatMap((word, index): readonly (string | false)[] => {
    if (word === '--no-config') return [false];
    if (word === '--config') return [words[index + 1] ?? ''];
    return word.startsWith('--config=') ? [word.slice('--config='.length)] : [];
  });
  const last = flags.at(-1);
  if (last !== undefined) return last;
  return variable === 'false' ? false : variable === '' ? undefined : variable;
}

/**
 * The configuration file of the working folder, or of the nearest folder above it up to that of package.json; undefined
 * without one. Without a package.json only the working folder counts: a file that others left further up must not run.
 */
async function fileNear(cwd: string): Promise<string | undefined> {
  let found: string | undefined;
  for (let folder = cwd; ; folder = dirname(folder)) {
    const entries = await readdir(folder).catch((): string[] => []);
    found ??= onlyOneOf(
      entries.filter((name) => names.includes(name)),
      folder,
      cwd,
    );
    if (entries.includes('package.json')) return found;
    if (folder === dirname(folder)) return found !== undefined && dirname(found) === cwd ? found : undefined;
  }
}

function onlyOneOf(files: readonly string[], folder: string, cwd: string): string | undefined {
  const [first, second] = files;
  if (first === undefined) return undefined;
  if (second !== undefined) {
    throw new BadUse(
      say`${relative(cwd, folder) || '.'} has two configuration files, ${first} and ${second}: keep one`,
    );
  }
  return join(folder, first);
}

async function readConfig(path: string, cwd: string): Promise<Config> {
  const file = relative(cwd, path);
  const text = await textOf(path, file);
  const isCode = codeEndings.some((ending) => path.endsWith(`.${ending}`));
  const values = isCode ? await valuesOfCode(path, file) : await parsedYaml(file, text);
  if (!isJsonObject(values)) {
    throw new BadUse(say`${file} must be an object with options, or export one as default`);
  }
  return { file, folder: dirname(path), values };
}

async function textOf(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new BadUse(say`cannot read the configuration file ${file}: ${whyUnreadable(error)}`);
  }
}

async function valuesOfCode(path: string, file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  try {
    // Nothing is written to a cache in the user's folders.
    return await createJiti(pathToFileURL(path).href, { fsCache: false, moduleCache: false }).import(path, {
      default: true,
    });
  } catch (error) {
    throw new BadUse(say`cannot run the configuration file ${file}: ${firstLineOf(error)}`);
  }
}

const firstLineOf = (error: unknown): string => String(error).split('\n', 1)[0] ?? '';
