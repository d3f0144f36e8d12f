import { controlFolder } from './control-requests.js';
import { httpEnvironment, httpFile } from './http-file.js';
import { postmanCollection } from './postman.js';
import { sampleSets } from './samples.js';

/** The documents of sample requests, each by its path from the top of the repository. `npm run contracts` writes them. */
export async function sampleDocuments(): Promise<Readonly<Record<string, string>>> {
  const sets = await sampleSets();
  const folders = [...sets.flatMap((set) => set.folders), controlFolder()];
  const variables = sets.reduce<Record<string, string>>((all, set) => ({ ...all, ...set.variables }), {
    host: 'http://127.0.0.1:4010',
  });
  return {
    'docs/requests.http': httpFile(folders),
    'docs/http-client.env.json': jsonText(httpEnvironment(variables)),
    'docs/postman-collection.json': jsonText(postmanCollection(folders, variables)),
  };
}

const jsonText = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
