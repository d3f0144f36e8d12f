import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));

/** Where something is still to be filled in, as `file:line: the line`. */
const marked = ['contracts', 'simulator/providers'].flatMap((folder) =>
  readdirSync(top + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|yaml|ts)$/.test(name) && !/generated|openapi\.json$/.test(name))
    .flatMap((name) =>
      readFileSync(`${top}${folder}/${name}`, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          line.includes('TODO(new)') ? [`${folder}/${name}:${index + 1}: ${line.trim()}`] : [],
        ),
    ),
);

test('nothing that `npm run new` wrote is left to be filled in', () => {
  expect(marked).toEqual([]);
});
