import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/** `world.schema.json`, the schema of a whole world for editors, from the description of the control API. */
export async function generatedWorldSchema(file, control) {
  const text = readFileSync(control, 'utf8').replaceAll('"#/components/schemas/World/', '"#/');
  const { World } = JSON.parse(text).components.schemas;
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:meeting-understudy:world',
    title: 'World',
    ...World,
  };
  return await format(JSON.stringify(schema), { ...(await resolveConfig(file)), parser: 'json' });
}
