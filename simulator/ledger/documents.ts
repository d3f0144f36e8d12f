import type { Provider } from '../core/provider.js';
import { providers } from '../providers/index.js';
import { withTables } from './between-marks.js';
import {
  callbacksChapter,
  checksTables,
  mistakesTable,
  readingsTable,
  refusalsTable,
  sourcesTable,
  totalsTable,
} from './markdown.js';

/** A document of the repository with generated parts, and how these are filled. */
export interface FilledDocument {
  /** From the top of the repository. */
  readonly file: string;
  readonly fill: (document: string) => string | Promise<string>;
}

const readme = (provider: Provider): FilledDocument => ({
  file: `simulator/providers/${provider.name}/README.md`,
  fill: (document) =>
    withTables(document, {
      checks: checksTables(provider),
      refusals: refusalsTable(provider),
      callbacks: callbacksChapter(provider),
      readings: readingsTable(provider),
      sources: sourcesTable(provider),
    }),
});

const evidence: FilledDocument = {
  file: 'docs/evidence.md',
  fill: async (document) => withTables(document, { totals: await totalsTable(providers) }),
};

const diagnosis: FilledDocument = {
  file: 'docs/diagnosis.md',
  fill: (document) =>
    withTables(
      document,
      Object.fromEntries(providers.map((provider) => [`${provider.name} mistakes`, mistakesTable(provider)])),
    ),
};

/** Every document that `npm run contracts` fills and the tests compare. */
export const filledDocuments: readonly FilledDocument[] = [...providers.map(readme), evidence, diagnosis];
