import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** The generators are plain scripts with libraries that are no ES modules for jest; they run in a node of their own. */
const script = `
  const types = await import(${JSON.stringify(`${top}scripts/contracts/types.js`)});
  const { generatedValidators } = await import(${JSON.stringify(`${top}scripts/contracts/validators.js`)});
  const made = {};
  for (const folder of types.providerFolders()) {
    made[folder + '/generated.ts'] = await types.generatedTypes(folder);
    made[folder + '/generated-validators.ts'] = await generatedValidators(folder);
  }
  console.log(JSON.stringify(made));
`;

describe('what is generated from the contracts', () => {
  test('is what the contracts say today (npm run contracts writes it)', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: top });
    expect(stderr.toString()).not.toContain('Error');
    const made = Object.entries(JSON.parse(stdout.toString()) as Record<string, string>);
    expect(made.length).toBeGreaterThan(1);
    for (const [file, source] of made) expect(readFileSync(file, 'utf8')).toBe(source);
  });
});
