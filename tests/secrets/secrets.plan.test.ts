import { describeSecrets } from './every-place.js';

// In each place a quarter of the secrets and encodings, others in the next place; `secrets.full.test.ts` puts all in all places.
describeSecrets({ every: 4 });
