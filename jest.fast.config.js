import everything, { filesOf } from './jest.config.js';

/**
 * `npm run test:fast`: no browser, no spawned process, no replay of all cases.
 *
 * @type {import('jest').Config}
 */
export default { ...everything, testPathIgnorePatterns: [filesOf('full', 'browser', 'process', 'plan')] };
