import catalogue from '../../../contracts/ytx/refusals.json' with { type: 'json' };
import { refusalsOf } from '../../core/refusal.js';

/** YTX's refusals by name, with the literal bytes of `contracts/ytx/refusals.json`. */
export const refusals = refusalsOf(catalogue);
