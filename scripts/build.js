// Compiles the sources into dist/, as far as they have changed since the last build.
import { build } from './building.js';

process.exitCode = await build();
