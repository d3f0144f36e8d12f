import { refusals as catalogue } from '../../../contracts/xylink/generated.js';
import { refusalsOf } from '../../core/pipeline/refusal.js';

/** XYLink's refusals by name, with the literal bytes of `contracts/xylink/refusals.json`. */
export const refusals = refusalsOf(catalogue);
