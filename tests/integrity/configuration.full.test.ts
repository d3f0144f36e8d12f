import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { top } from '../support/cli.js';

/** The generators have libraries that are no ES modules for jest; they run in a node of their own. */
const script = `
  import './scripts/sources.js';
  import { readFileSync } from 'node:fs';
  const { filledConfigurationPage, generatedConfigSchema, generatedConfigTypes } = await import('./scripts/contracts/settings.js');
  const page = 'docs/configuration.md';
  console.log(JSON.stringify({
    'simulator/config.schema.json': await generatedConfigSchema('simulator/config.schema.json'),
    'simulator/config-generated.ts': await generatedConfigTypes('simulator/config-generated.ts'),
    [page]: await filledConfigurationPage(readFileSync(page, 'utf8'), page),
  }));
`;

test('schema, types and tables of the configuration are those of the flags (npm run contracts writes them)', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: top });
  expect(stderr.toString()).toBe('');
  const files = JSON.parse(stdout.toString()) as Record<string, string>;
  for (const [file, text] of Object.entries(files))
    expect([file, readFileSync(`${top}${file}`, 'utf8')]).toEqual([file, text]);
});
