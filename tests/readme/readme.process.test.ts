import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { startingWorld } from '../../simulator/index.js';
import { tidyUp, top } from '../support/cli.js';
import { expectAsShown, inProcess, isQuick } from './commands.js';
import { linksIn, shownIn, textOf } from './markdown.js';

afterEach(tidyUp);
// A dozen processes run here, on a machine that may be busy.
jest.setTimeout(300_000);

const readmes = ['README.md', 'README.zh-CN.md'];

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(`${top}${folder}`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}${file}`);

/** Every page whose links a reader may follow. */
const pages = [
  ...readmes,
  ...markdownIn('docs/'),
  ...readdirSync(`${top}simulator/providers`, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .flatMap(({ name }) => markdownIn(`simulator/providers/${name}/`)),
];

const rolesIn = (page: string): ReadonlySet<string> =>
  new Set([...page.matchAll(/`((?:account|app|enterprise|room):[a-z-]+)`/g)].map(([, role = '']) => role));

// The commands that start few processes; `commands.full.test.ts` runs all of them.
test('the READMEs show what really happens', async () => {
  // Both run the same, as another test holds.
  const shown = shownIn(textOf('README.md')).filter(isQuick);
  expect(shown.length).toBeGreaterThan(5);
  await expectAsShown(shown, inProcess);
});

describe.each(readmes)('%s', (readme) => {
  const page = textOf(readme);

  test('runs what the other one runs, and shows the same', () => {
    for (const other of readmes) expect(shownIn(textOf(other))).toEqual(shownIn(page));
  });

  test('names scripts that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = [...page.matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      ([, own, standard]) => own ?? standard,
    );
    expect(named).toEqual(expect.arrayContaining(['start', 'test']));
    for (const name of named) expect(scripts).toHaveProperty([name ?? '']);
  });

  test('names the roles of the cast, all of them and no other', () => {
    const cast = Object.values(startingWorld.cast ?? {}).flatMap((part) => Object.keys(part));
    expect([...rolesIn(page)].toSorted()).toEqual(cast.toSorted());
  });
});

describe('the pages', () => {
  test('are all there', () => {
    expect(pages).toEqual(
      expect.arrayContaining([...readmes, 'docs/architecture.md', 'simulator/providers/ytx/README.md']),
    );
  });

  test.each(pages)('%s leads only to files that exist', (page) => {
    const dead = linksIn(textOf(page)).filter((link) => !existsSync(join(top, dirname(page), decodeURI(link))));
    expect(dead).toEqual([]);
  });
});
