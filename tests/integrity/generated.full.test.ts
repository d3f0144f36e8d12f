import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { providers } from '../../simulator/providers/index.js';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** The generators and the linter have libraries that are no ES modules for jest; they run in a node of their own. */
function printedBy(...args: readonly string[]): string {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: top, env });
  if (stdout.length === 0) throw new Error(stderr.toString());
  return stdout.toString();
}

const script = `
  const { generatedTypes, providerFolders } = await import(${JSON.stringify(`${top}scripts/contracts/types.js`)});
  const { generatedFileValidators, generatedValidators } = await import(${JSON.stringify(`${top}scripts/contracts/validators.js`)});
  const { generatedOpenapi } = await import(${JSON.stringify(`${top}scripts/contracts/openapi.js`)});
  const made = {};
  for (const folder of providerFolders()) {
    made[folder + '/generated.ts'] = await generatedTypes(folder);
    made[folder + '/generated-validators.ts'] = generatedValidators(folder);
    made[folder + '/openapi.json'] = await generatedOpenapi(folder);
  }
  made[${JSON.stringify(`${top}contracts/schemas/generated-validators.ts`)}] = generatedFileValidators();
  console.log(JSON.stringify(made));
`;

describe('what is generated from the contracts', () => {
  test('is what the contracts say today (npm run contracts writes it)', () => {
    const made = JSON.parse(printedBy('--input-type=module', '--eval', script)) as Record<string, string>;
    expect(Object.keys(made)).toHaveLength(3 * providers.length + 1);
    for (const [file, source] of Object.entries(made))
      expect([file, readFileSync(file, 'utf8')]).toEqual([file, source]);
  });

  test('and the description of the control API pass the OpenAPI linter without a warning', () => {
    const files = [
      'simulator/http/control/openapi.json',
      ...providers.map(({ name }) => `contracts/${name}/openapi.json`),
    ];
    const printed = printedBy('node_modules/@redocly/cli/bin/cli.js', 'lint', ...files, '--format=json');
    // One JSON document for each file, with nothing between them.
    const reports = printed.split(/(?<=^\})(?=\{)/m).map((each) => JSON.parse(each) as unknown);
    const clean = { problems: [], totals: { errors: 0, warnings: 0, ignored: 0 } };
    expect(reports).toMatchObject(files.map(() => clean));
  });
});
