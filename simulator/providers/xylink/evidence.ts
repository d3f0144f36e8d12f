import { refusals as catalogue } from '../../../contracts/xylink/generated.js';
import sources from '../../../contracts/xylink/sources.json' with { type: 'json' };
import { citing } from '../../core/pipeline/evidence.js';
import { refusalsOf } from '../../core/pipeline/refusal.js';

/** The words in which XYLink rules cite `contracts/xylink/sources.json`. */
export const { documented, corroborated, single, assumed } = citing(sources);

/** The provider's page of dynamicGroup. */
export const page = 'dynamic-group-page';

/** That wrong parameters have a code of their own; which parameters are wrong is each check's own to show. */
export const invalidParameter = corroborated(
  ['java-sdk-source', 'derived-errors'],
  'Two programs know one code for an invalid parameter.',
);

/** That signatures have a code of their own. */
export const invalidSignature = corroborated(
  ['ainemo-client', 'derived-errors'],
  'Two programs know one code for an invalid signature.',
);

/** XYLink's refusals by name, with the literal bytes of `contracts/xylink/refusals.json`. */
export const refusals = refusalsOf(catalogue);
