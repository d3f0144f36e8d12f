import { expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));
const providers = join(top, 'simulator/providers');

// Who may import whom stands in .dependency-cruiser.js and is checked by `npm run lint`.
test('every provider has a folder of the same shape', () => {
  const folders = readdirSync(providers, { withFileTypes: true }).filter((each) => each.isDirectory());
  const agreed = [
    'index',
    'model',
    'readings',
    'router',
    'common-checks',
    'responses',
    'state-serializer',
    'secrets',
    'sign-command',
  ];
  const wanted = folders.flatMap(({ name }) => agreed.map((file) => `${name}/${file}.ts`));
  expect(folders.length).toBeGreaterThan(1);
  expect(wanted.filter((file) => !existsSync(`${providers}/${file}`))).toEqual([]);
});

/** What is imported when a file is loaded: neither types nor what is imported later. */
const staticImport = /^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm;

test('faker is loaded for a generated world alone', () => {
  const statically = (file: string): readonly string[] =>
    [...readFileSync(join(top, file), 'utf8').matchAll(staticImport)]
      .map(([, imported = '']) => (imported.startsWith('.') ? normalize(join(dirname(file), imported)) : imported))
      .map((imported) => imported.replace(/\.js$/, '.ts'));
  const loaded = new Set(['simulator/cli.ts', 'simulator/simulator.ts', 'simulator/cli/world.ts']);
  // A set that grows while it is walked is walked to its new end.
  for (const file of loaded) {
    const next = existsSync(join(top, file)) && file.endsWith('.ts') ? statically(file) : [];
    next.forEach((each) => loaded.add(each));
  }
  expect(loaded).toContain('simulator/providers/ytx/state-serializer.ts');
  const ofTheGenerator = /^@faker-js|^simulator\/world-generator\/|generated-world/;
  expect([...loaded].filter((each) => ofTheGenerator.test(each))).toEqual([]);
});
