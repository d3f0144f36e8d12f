import { refusals as catalogue } from '../../../contracts/ytx/generated.js';
import sources from '../../../contracts/ytx/sources.json' with { type: 'json' };
import { citing } from '../../core/pipeline/evidence.js';
import { refusalsOf } from '../../core/pipeline/refusal.js';

/** Functions with which YTX rules cite `contracts/ytx/sources.json`. */
export const { documented, corroborated, single, assumed } = citing(sources);

/** Evidence for the code of illegal parameters. Each check adds evidence for its own parameter. */
export const illegalParameter = corroborated(
  ['vendor-error-table', 'error-table-python'],
  'Two tables of codes have one for an illegal parameter: 传入符合要求的参数',
);

/** YTX's refusals by name, with the literal bytes of `contracts/ytx/refusals.json`. */
export const refusals = refusalsOf(catalogue);
