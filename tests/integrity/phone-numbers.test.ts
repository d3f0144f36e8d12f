import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import phones from '../../fixtures/phones.json' with { type: 'json' };
import { mobileCount, mobileOf } from '../../simulator/world-generator/phones.js';

const top = fileURLToPath(new URL('../..', import.meta.url));
/** What git leaves out, and its own folder. */
const notOurs = new Set(['.git', 'node_modules', 'dist', 'coverage', 'reports', join('bench', 'reports')]);

/** Every file that is committed or could be. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(relative(top, join(folder, name))))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return entry.isFile() ? [path] : [];
    });
}

/** Numbers of the shape of a Chinese mobile; those that start with 13 to 19 can belong to a person. */
const mobiles = /\b1\d{10}\b/g;
/** A number that is put together where the program runs: its start, and what is filled in. */
const puzzled = /\b1[3-9]\d{2,9}\$\{/g;
const isInvented = (number: string): boolean =>
  number.startsWith(phones.mobile.prefix) && number.length === phones.mobile.prefix.length + phones.mobile.digits;

const found = filesIn(top).flatMap((path) => {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(mobiles), ...text.matchAll(puzzled)].map(([number]) => ({
    file: relative(top, path),
    number,
  }));
});

test('no file holds a mobile number that could belong to a person', () => {
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(({ number }) => !isInvented(number))).toEqual([]);
});

test('every mobile number in the fixtures is on the one list', () => {
  const inFixtures = found.filter(({ file }) => file.startsWith('fixtures/')).map(({ number }) => number);
  expect(new Set(inFixtures)).toEqual(new Set(phones.mobiles));
  expect(phones.mobiles.filter((number) => !isInvented(number))).toEqual([]);
});

test('the invented mobile numbers are 100 and 8 digits, from the first to the last', () => {
  expect([0, 1, 7556, mobileCount - 1].map(mobileOf)).toEqual([
    '10000000000',
    '10000000001',
    '10000007556',
    '10099999999',
  ]);
  for (const none of [-1, mobileCount, 0.5, Number.NaN]) expect(() => mobileOf(none)).toThrow(RangeError);
});
