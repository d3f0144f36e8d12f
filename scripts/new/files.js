import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { json, top } from '../contracts/top.js';
import { UsageError } from './usage-error.js';

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `close-meeting` as `closeMeeting`. */
export const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** `closeMeeting` as `CloseMeeting`. */
export const pascal = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** A provider's folders and its contract's members; a `UsageError` for an unknown provider. */
export function providerCalled(name) {
  const known = readdirSync(`${top}contracts`).filter((each) => existsSync(`${top}contracts/${each}/sources.json`));
  if (!known.includes(name)) throw new UsageError(`Unknown provider "${name}". Providers: ${known.join(', ')}.`);
  const contract = `${top}contracts/${name}`;
  const folders = readdirSync(contract).filter((folder) => existsSync(`${contract}/${folder}/operation.json`));
  return {
    name,
    contract,
    code: `${top}simulator/providers/${name}`,
    operations: folders.map((folder) => ({ folder, ...json(`${contract}/${folder}/operation.json`) })),
    checks: Object.keys(json(`${contract}/checks.json`)),
  };
}

/** Words of one part that cannot name a constant of a module. */
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);

/** A name in lower-case words with hyphens that can also name a constant, or a `UsageError`. */
export function nameFrom(what, name) {
  if (name === undefined) throw new UsageError(`The ${what} is missing.`);
  if (!kebab.test(name))
    throw new UsageError(`Invalid ${what} "${name}": use lower-case words with hyphens, such as close-meeting.`);
  if (reserved.has(name))
    throw new UsageError(`Invalid ${what} "${name}": JavaScript reserves this word; use two, such as ${name}-meeting.`);
  return name;
}

/** A template of the provider with its names filled in. */
export function filled(provider, template, names) {
  const text = readFileSync(new URL(`templates/${provider}/${template}.tmpl`, import.meta.url), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!Object.hasOwn(names, name)) throw new Error(`${template}.tmpl uses {{${name}}}, which has no value`);
    return names[name];
  });
}

/** A file formatted by prettier, not written yet; the name of the file shows the language of `text`. */
export const formatted = async (file, text) => ({
  file,
  text: await format(text, { ...(await resolveConfig(file)), filepath: file }),
});

/** Writes files, once the text of each is there; returns their paths from the top of the repository. */
export function writeFiles(files) {
  for (const { file, text } of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return files.map(({ file }) => file.slice(top.length));
}
