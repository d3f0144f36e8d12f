import type { Provider } from '../core/provider.js';
import { xylink } from './xylink/index.js';
import { ytx } from './ytx/index.js';

/** All included providers, one line each. */
export const providers: readonly Provider[] = [ytx, xylink];
