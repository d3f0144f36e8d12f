import common from '../../../contracts/xylink/common-evidence.json' with { type: 'json' };
import catalogue from '../../../contracts/xylink/refusals.json' with { type: 'json' };
import sources from '../../../contracts/xylink/sources.json' with { type: 'json' };
import { citing, commonEvidenceOf } from '../../core/pipeline/evidence.js';
import { refusalsOf } from '../../core/pipeline/refusal.js';

/** Functions with which XYLink rules cite `contracts/xylink/sources.json`. */
export const { documented, corroborated, single, assumed } = citing(sources);

/** The provider's page of dynamicGroup. */
export const page = 'dynamic-group-page';

/** The provider's page of the registration of callbacks. */
export const callbacksPage = 'callbacks-page';

/** XYLink's refusals by name, with the literal bytes of `contracts/xylink/refusals.json`. */
export const refusals = refusalsOf(catalogue);

/** Evidence for the order of XYLink's checks and the headers of its refusals. */
export const commonEvidence = commonEvidenceOf(common);
