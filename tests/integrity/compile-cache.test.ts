import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { folderWith, tidyUp } from '../support/cli.js';

interface Compiled {
  readonly code: string;
  readonly map: string;
}
interface CacheModule {
  readonly compilation: { readonly jsc: object };
  readonly placeOf: (path: string, text: string) => string;
  readonly mapOf: (place: string) => string;
  readonly kept: (place: string) => string | undefined;
  readonly keep: (place: string, compiled: Compiled) => string;
}
const { keep, kept, mapOf, placeOf } = createRequire(import.meta.url)('../support/runner/cache.cjs') as CacheModule;

afterAll(tidyUp);

describe('what test files are compiled to', () => {
  let place: string;
  let code: string;
  beforeEach(() => {
    place = join(folderWith({}), 'compiled', 'a.js');
    code = keep(place, { code: 'export const one = 1;', map: '{"version":3}' });
  });

  test('is kept with its source map, in a folder that need not be there', () => {
    expect(code).toMatch(/^export const one = 1;\n/);
    expect(kept(place)).toBe(code);
    expect(readFileSync(mapOf(place), 'utf8')).toBe('{"version":3}');
  });

  test.each<[string, (file: string) => void]>([
    [
      'is empty',
      (file) => {
        writeFileSync(file, '');
      },
    ],
    [
      'is broken off',
      (file) => {
        writeFileSync(file, readFileSync(file, 'utf8').slice(0, -3));
      },
    ],
    [
      'is another',
      (file) => {
        writeFileSync(file, 'no code');
      },
    ],
    [
      'is gone',
      (file) => {
        rmSync(file);
      },
    ],
  ])('is not taken where the code or its source map %s', (_what, spoil) => {
    for (const file of [place, mapOf(place)]) {
      keep(place, { code: 'export const one = 1;', map: '{"version":3}' });
      spoil(file);
      expect(kept(place)).toBeUndefined();
    }
    rmSync(join(place, '..'), { recursive: true });
    expect(kept(place)).toBeUndefined();
    keep(place, { code, map: '{}' });
    expect(existsSync(place)).toBe(true);
  });

  test('is kept under a name of its own for each path and text', () => {
    const names = [placeOf('/a.ts', 'one'), placeOf('/a.ts', 'two'), placeOf('/b.ts', 'one')];
    expect(new Set(names).size).toBe(3);
  });
});
