/** `@jest/globals` of the test file that is being loaded: a module anew for each, since its query is part of its name. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } =
  globalThis[Symbol.for('understudy/jest-globals')];
