import { refusals as catalogue } from '../../../contracts/xylink/generated.js';
import sources from '../../../contracts/xylink/sources.json' with { type: 'json' };
import { citing } from '../../core/pipeline/evidence.js';
import { refusalsOf } from '../../core/pipeline/refusal.js';

/** Functions with which XYLink rules cite `contracts/xylink/sources.json`. */
export const { documented, corroborated, single, assumed } = citing(sources);

/** The provider's page of dynamicGroup. */
export const page = 'dynamic-group-page';

/** Evidence for the code of wrong parameters. Each check adds evidence for its own parameter. */
export const invalidParameter = corroborated(
  ['java-sdk-source', 'derived-errors'],
  'Two programs know one code for an invalid parameter.',
);

/** Evidence for the code of wrong signatures. */
export const invalidSignature = corroborated(
  ['ainemo-client', 'derived-errors'],
  'Two programs know one code for an invalid signature.',
);

/** XYLink's refusals by name, with the literal bytes of `contracts/xylink/refusals.json`. */
export const refusals = refusalsOf(catalogue);
