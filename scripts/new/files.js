import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { json, top } from '../contracts/top.js';
import { UsageError } from './usage-error.js';

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `close-meeting` as `closeMeeting`. */
export const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** `closeMeeting` as `CloseMeeting`. */
export const pascal = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** A provider's folders and what its contract has; a `UsageError` for a provider that does not exist. */
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

/** A name in lower-case words with hyphens, or a `UsageError`. */
export function nameFrom(what, name) {
  if (name === undefined) throw new UsageError(`The ${what} is missing.`);
  if (kebab.test(name)) return name;
  throw new UsageError(`Invalid ${what} "${name}": use lower-case words with hyphens, such as close-meeting.`);
}

/** A template of the provider with its names filled in. */
export function filled(provider, template, names) {
  const text = readFileSync(new URL(`templates/${provider}/${template}.tmpl`, import.meta.url), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!Object.hasOwn(names, name)) throw new Error(`${template}.tmpl wants {{${name}}}, which nobody gives it`);
    return names[name];
  });
}

/** Writes a file as prettier formats it; returns its path from the top of the repository. */
export async function writeFormatted(file, text) {
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  return file.slice(top.length);
}
