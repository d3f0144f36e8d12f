import common from '../../../contracts/ytx/common-evidence.json' with { type: 'json' };
import catalogue from '../../../contracts/ytx/refusals.json' with { type: 'json' };
import sources from '../../../contracts/ytx/sources.json' with { type: 'json' };
import { citing, commonEvidenceOf } from '../../core/pipeline/evidence.js';
import { refusalsOf } from '../../core/pipeline/refusal.js';

/** Functions with which YTX rules cite `contracts/ytx/sources.json`. */
export const { documented, corroborated, single, assumed } = citing(sources);

/** YTX's refusals by name, with the literal bytes of `contracts/ytx/refusals.json`. */
export const refusals = refusalsOf(catalogue);

/** Evidence for the order of YTX's checks and the headers of its refusals. */
export const commonEvidence = commonEvidenceOf(common);
