const process = require('node:process');

/** Where jest keeps what `expect.extend` and `expect.addEqualityTesters` have added. */
const matchersObject = Symbol.for('$$jest-matchers-object');

/**
 * Takes down how a process is before a test file runs in it.
 *
 * Symbols of `globalThis`, and what stood there before and was replaced, are left as they are: packages keep their state
 * there, and are themselves kept for the next test file.
 *
 * @param {{ readonly not: object }} expect jest's `expect`, which has the matchers that are added to it
 * @returns {() => void} puts back the environment, the working folder, the exit code, the globals and the matchers
 */
exports.realmNow = function realmNow(expect) {
  const { env, exitCode } = process;
  const variables = { ...env };
  const folder = process.cwd();
  const { matchers, customEqualityTesters } = globalThis[matchersObject];
  const testers = customEqualityTesters.length;
  const removeAdded = [globalThis, matchers, expect, expect.not].map(additionsTo);
  return () => {
    process.env = env;
    for (const name of Object.keys(env)) if (!Object.hasOwn(variables, name)) delete env[name];
    Object.assign(env, variables);
    if (process.cwd() !== folder) process.chdir(folder);
    process.exitCode = exitCode;
    customEqualityTesters.length = testers;
    for (const remove of removeAdded) remove();
  };
};

/** @returns {() => void} removes the members that an object has been given since */
function additionsTo(object) {
  const before = new Set(Object.getOwnPropertyNames(object));
  return () => {
    for (const name of Object.getOwnPropertyNames(object)) if (!before.has(name)) Reflect.deleteProperty(object, name);
  };
}

/**
 * Makes `process.exit` throw: in a run of jest in one process it would end the run, with a good exit code and without a
 * summary. Jest itself may still end the process, as when its watch mode is left.
 *
 * @returns {() => void} puts back the real one
 */
exports.forbidExit = function forbidExit() {
  const { exit } = process;
  process.exit = function noExit(code) {
    const error = new Error(`process.exit(${code ?? ''}) was called in a test; set process.exitCode instead`);
    const [, caller = ''] = error.stack.split('\n    at ').slice(1);
    if (/node_modules\/(@jest\/|jest-|exit-x\/)/.test(caller.replaceAll('\\', '/'))) return exit.call(process, code);
    Error.captureStackTrace(error, noExit);
    throw error;
  };
  return () => {
    process.exit = exit;
  };
};

/** What `jest.setTimeout` and `jest.retryTimes` set, for the test file that calls them. */
const settings = [
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES',
  'WAIT_BEFORE_RETRY',
  'RETRY_IMMEDIATELY',
  'LOG_ERRORS_BEFORE_RETRY',
].map((name) => Symbol.for(name));

/**
 * Jest sets these in the realm that it has made for a test file. Here tests run in node's own, where jest's test framework
 * looks for them.
 *
 * @param {object} realm the `globalThis` that jest has made
 * @returns {() => void} forgets what was set
 */
exports.shareSettings = function shareSettings(realm) {
  for (const name of settings) {
    Object.defineProperty(realm, name, {
      configurable: true,
      get: () => globalThis[name],
      set: (value) => {
        globalThis[name] = value;
      },
    });
  }
  return () => {
    for (const name of settings) Reflect.deleteProperty(globalThis, name);
  };
};
