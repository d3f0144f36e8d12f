import everything, { filesOf } from './jest.config.js';

/**
 * `npm run test:fast`: no browser, no spawned process, nothing played whole, no random inputs.
 *
 * @type {import('jest').Config}
 */
export default { ...everything, testPathIgnorePatterns: [filesOf('full', 'browser', 'process', 'plan', 'property')] };
