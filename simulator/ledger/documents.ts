import type { Provider } from '../core/provider.js';
import { providers } from '../providers/index.js';
import { withTables } from './between-marks.js';
import { checksTable, readingsTable, refusalsTable, sourcesTable, totalsTable } from './markdown.js';

/** A document of the repository with generated parts, and how these are filled. */
export interface FilledDocument {
  /** From the top of the repository. */
  readonly file: string;
  readonly fill: (document: string) => string;
}

const readme = (provider: Provider): FilledDocument => ({
  file: `simulator/providers/${provider.name}/README.md`,
  fill: (document) =>
    withTables(document, {
      checks: checksTable(provider),
      refusals: refusalsTable(provider),
      readings: readingsTable(provider),
      sources: sourcesTable(provider),
    }),
});

const evidence: FilledDocument = {
  file: 'docs/evidence.md',
  fill: (document) => withTables(document, { totals: totalsTable(providers) }),
};

/** Every document that `npm run contracts` fills and the tests compare. */
export const filledDocuments: readonly FilledDocument[] = [...providers.map(readme), evidence];
