// Writes everything that is generated from the contracts and the code; the tests generate it again and compare.
// Validators come first, since the code that the tables are made from is run with them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { generatedChecks, generatedReadings } from './contracts/checks.js';
import { generatedControlTypes } from './contracts/control-types.js';
import { generatedControl } from './contracts/control.js';
import { filledConfigurationPage, generatedConfigSchema, generatedConfigTypes } from './contracts/settings.js';
import { generatedOpenapi } from './contracts/openapi.js';
import { generatedTypes, providerFolders } from './contracts/types.js';
import { generatedFileValidators, generatedValidators } from './contracts/validators.js';
import { generatedWorldSchema } from './contracts/world.js';
import { top } from './contracts/top.js';
import './sources.js';

/** Writes a file if its text has changed, and prints its name. */
function write(file, text) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (before === text) return;
  writeFileSync(file, text);
  console.log(`wrote ${relative(top, file)}`);
}

for (const folder of providerFolders()) {
  write(`${folder}/generated.ts`, await generatedTypes(folder));
  write(`${folder}/generated-validators.ts`, generatedValidators(folder));
  write(`${folder}/openapi.json`, await generatedOpenapi(folder));
}
write(`${top}contracts/schemas/generated-validators.ts`, generatedFileValidators());

// Before the tables, which name contract cases: those are read with these.
const { providers } = await import('../simulator/providers/index.js');
const { checksOf } = await import('../simulator/checks-report/rows.js');
for (const provider of providers) {
  const folder = `${top}contracts/${provider.name}`;
  write(`${folder}/checks.json`, await generatedChecks(folder, checksOf(provider)));
  write(`${folder}/readings.json`, await generatedReadings(folder, provider.readings));
}

const control = `${top}simulator/http/control/openapi.json`;
write(control, await generatedControl(control));
const typesFile = `${top}simulator/test-kit/generated.ts`;
const { allScenarios } = await import('../simulator/core/scenarios/catalogue.js');
const scenarios = allScenarios(providers).map(({ name }) => name);
write(
  typesFile,
  await generatedControlTypes(typesFile, JSON.parse(readFileSync(control, 'utf8')), { providers, scenarios }),
);
const worldSchema = `${top}simulator/world.schema.json`;
write(worldSchema, await generatedWorldSchema(worldSchema, control));

const { filledDocuments } = await import('../simulator/checks-report/documents.js');
for (const { file, fill } of filledDocuments) write(`${top}${file}`, await fill(readFileSync(`${top}${file}`, 'utf8')));

const { errorPage } = await import('../simulator/cli/errors.js');
const { chinese } = await import('../simulator/translations/index.js');
write(`${top}docs/errors.md`, await errorPage());
write(`${top}docs/errors.zh-CN.md`, await errorPage(undefined, {}, chinese));

const configSchema = `${top}simulator/config.schema.json`;
write(configSchema, await generatedConfigSchema(configSchema));
const configTypes = `${top}simulator/config-generated.ts`;
write(configTypes, await generatedConfigTypes(configTypes));
const configPage = `${top}docs/configuration.md`;
write(configPage, await filledConfigurationPage(readFileSync(configPage, 'utf8'), configPage));

const { sampleDocuments } = await import('../simulator/sample-requests/index.js');
for (const [file, text] of Object.entries(await sampleDocuments())) write(`${top}${file}`, text);
