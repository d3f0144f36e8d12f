import { join } from 'node:path';

const here = import.meta.dirname.replaceAll('\\', '/');

/** The top of this project: this file stands three folders below it, or four where it was compiled. */
export const sourcesTop = join(here, here.endsWith('dist/simulator/cli/drift') ? '../../../..' : '../../..');
