// What the package offers, as package.json says. `dist/` has the folders of the sources: `dist/client/index.js` is made of
// `client/index.ts`. So a line in `exports` is all that a new entry needs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @returns {{ exported: string[], esModules: string[], programs: string[], external: string[] }} paths without ending, and
 * names of packages; `esModules` are entries that have no CommonJS file
 */
export function entriesIn(top) {
  const {
    exports = {},
    bin = {},
    dependencies = {},
    peerDependencies = {},
  } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  const targets = Object.values(exports).filter((target) => typeof target === 'object');
  const hasCommonJs = (target) => target.default !== undefined;
  return {
    exported: targets.filter(hasCommonJs).map((target) => stemOf(target.default)),
    esModules: targets
      .filter((target) => !hasCommonJs(target))
      .map(({ import: file }) => stemOf(file.replace(/\.mjs$/, '.js'))),
    programs: Object.values(bin).map(stemOf),
    external: Object.keys({ ...dependencies, ...peerDependencies }),
  };
}

function stemOf(target) {
  const [, stem] = /^(?:\.\/)?dist\/(.+)\.js$/.exec(target ?? '') ?? [];
  if (stem !== undefined) return stem;
  throw new Error(
    `package.json: an entry must have a CommonJS file ("default": "./dist/<folder>/<name>.js"), not ${target}`,
  );
}
