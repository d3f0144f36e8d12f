import everything from './jest.config.js';

/**
 * `npm run test:full`: what `npm test` leaves out, and nothing else.
 *
 * @type {import('jest').Config}
 */
export default { ...everything, testMatch: ['<rootDir>/tests/**/*.full.test.ts'], testPathIgnorePatterns: [] };
