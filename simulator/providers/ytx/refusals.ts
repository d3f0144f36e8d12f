import { refusals as catalogue } from '../../../contracts/ytx/generated.js';
import { refusalsOf } from '../../core/pipeline/refusal.js';

/** YTX's refusals by name, with the literal bytes of `contracts/ytx/refusals.json`. */
export const refusals = refusalsOf(catalogue);
