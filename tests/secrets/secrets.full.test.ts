import { describeSecrets } from './every-place.js';

describeSecrets({ every: 1 });
