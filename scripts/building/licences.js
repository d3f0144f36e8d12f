// The licences of the packages that are part of the bundle.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Name, version and licence text of every package with a module in these chunks. */
export function licencesOf(top, chunks) {
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds).map((id) => id.replaceAll('\\', '/'));
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []));
  const texts = [...folders].toSorted().map(licenceIn);
  return [`Packages that are part of this bundle, and their licences.\n`, ...texts].join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} has no licence file: it cannot be bundled`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
