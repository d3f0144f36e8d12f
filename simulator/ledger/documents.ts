import { providers } from '../providers/index.js';
import { withTables } from './between-marks.js';
import { checksTable, readingsTable } from './markdown.js';

/** A document of the repository with generated parts, and how these are filled. */
export interface FilledDocument {
  /** From the top of the repository. */
  readonly file: string;
  readonly fill: (document: string) => string;
}

/** Every document that `npm run contracts` fills and the tests compare. */
export const filledDocuments: readonly FilledDocument[] = providers.map((provider) => ({
  file: `simulator/providers/${provider.name}/README.md`,
  fill: (document) => withTables(document, { checks: checksTable(provider), readings: readingsTable(provider) }),
}));
