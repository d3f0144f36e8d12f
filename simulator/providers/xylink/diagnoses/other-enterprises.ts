import type { Documents } from '../../../core/state/documents.js';
import { type Enterprise, enterprises } from '../vocabulary.js';

/** The tokens of so many other enterprises are tried. */
const mostEnterprises = 500;

/** The enterprises whose token may have been taken by mistake: all but this one, as many as are tried. */
export const enterprisesBut = (enterpriseId: string | undefined, documents: Documents): readonly Enterprise[] =>
  enterprises
    .all(documents)
    .map(([, each]) => each)
    .filter((each) => each.enterpriseId !== enterpriseId)
    .slice(0, mostEnterprises);
