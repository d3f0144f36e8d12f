import type { Provider } from '../core/provider.js';
import { xylink } from './xylink/index.js';
import { ytx } from './ytx/index.js';

/** Every provider that is stood in for: one line each. */
export const providers: readonly Provider[] = [ytx, xylink];
