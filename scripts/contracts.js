// Writes everything that is generated from the contracts and the code; the tests generate it again and compare.
// Types come first, since the code that makes the tables is compiled against them.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { generatedChecks, generatedReadings } from './contracts/checks.js';
import { generatedControl } from './contracts/control.js';
import { generatedOpenapi } from './contracts/openapi.js';
import { generatedTypes, providerFolders } from './contracts/types.js';
import { generatedFileValidators, generatedValidators } from './contracts/validators.js';
import { top } from './contracts/top.js';

for (const folder of providerFolders()) {
  writeFileSync(`${folder}/generated.ts`, await generatedTypes(folder));
  writeFileSync(`${folder}/generated-validators.ts`, generatedValidators(folder));
  writeFileSync(`${folder}/openapi.json`, await generatedOpenapi(folder));
}
writeFileSync(`${top}contracts/schemas/generated-validators.ts`, generatedFileValidators());

const built = spawnSync(process.execPath, [`${top}scripts/build.js`], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

// Before the tables, since they name contract cases, which need these files.
const { providers } = await import('../dist/simulator/providers/index.js');
const { checksOf } = await import('../dist/simulator/checks-report/rows.js');
for (const provider of providers) {
  const folder = `${top}contracts/${provider.name}`;
  writeFileSync(`${folder}/checks.json`, await generatedChecks(folder, checksOf(provider)));
  writeFileSync(`${folder}/readings.json`, await generatedReadings(folder, provider.readings));
}

const control = `${top}simulator/http/control/openapi.json`;
writeFileSync(control, await generatedControl(control));

const { filledDocuments } = await import('../dist/simulator/checks-report/documents.js');
for (const { file, fill } of filledDocuments)
  writeFileSync(`${top}${file}`, await fill(readFileSync(`${top}${file}`, 'utf8')));

const { errorPage } = await import('../dist/simulator/cli/errors.js');
writeFileSync(`${top}docs/errors.md`, await errorPage());
