// Writes everything that is generated from the contracts and the code; the tests generate it again and compare.
// Validators come first, since the code that the tables are made from is run with them.
import { readFileSync, writeFileSync } from 'node:fs';
import { generatedChecks, generatedReadings } from './contracts/checks.js';
import { generatedControl } from './contracts/control.js';
import { generatedOpenapi } from './contracts/openapi.js';
import { generatedTypes, providerFolders } from './contracts/types.js';
import { generatedFileValidators, generatedValidators } from './contracts/validators.js';
import { top } from './contracts/top.js';
import './sources.js';

for (const folder of providerFolders()) {
  writeFileSync(`${folder}/generated.ts`, await generatedTypes(folder));
  writeFileSync(`${folder}/generated-validators.ts`, generatedValidators(folder));
  writeFileSync(`${folder}/openapi.json`, await generatedOpenapi(folder));
}
writeFileSync(`${top}contracts/schemas/generated-validators.ts`, generatedFileValidators());

// Before the tables, which name contract cases: those are read with these.
const { providers } = await import('../simulator/providers/index.js');
const { checksOf } = await import('../simulator/checks-report/rows.js');
for (const provider of providers) {
  const folder = `${top}contracts/${provider.name}`;
  writeFileSync(`${folder}/checks.json`, await generatedChecks(folder, checksOf(provider)));
  writeFileSync(`${folder}/readings.json`, await generatedReadings(folder, provider.readings));
}

const control = `${top}simulator/http/control/openapi.json`;
writeFileSync(control, await generatedControl(control));

const { filledDocuments } = await import('../simulator/checks-report/documents.js');
for (const { file, fill } of filledDocuments)
  writeFileSync(`${top}${file}`, await fill(readFileSync(`${top}${file}`, 'utf8')));

const { errorPage } = await import('../simulator/cli/errors.js');
writeFileSync(`${top}docs/errors.md`, await errorPage());
