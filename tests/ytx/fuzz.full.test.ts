import { describeFuzz } from './fuzz-properties.js';

describeFuzz({ seed: 20261130, numRuns: 2000 });
