const asyncHooks = require('node:async_hooks');
const { existsSync, readFileSync } = require('node:fs');
const { register } = require('node:module');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { default: JestRuntime } = require('jest-runtime');
const { mapOf, placeOf } = require('./cache.cjs');
const { forbidExit, realmNow, shareSettings } = require('./realm.cjs');

const hooks = pathToFileURL(require.resolve('./hooks.mjs'));
register(hooks.href);

const adapter = require.resolve('jest-circus/runner').replace(/runner\.js$/, 'jestAdapterInit.js');
let runs = 0;
let storage;

/**
 * Jest's runtime, but for the loading of modules: node loads them, by the hooks in `hooks.mjs`, and keeps what is not in
 * `tests/` for the next test file of the same worker. Jest's own way loads every module again for every test file, which
 * took a third of all the time of the suite, and runs tests in a realm of their own, in which errors of `fetch` are no `Error`.
 *
 * What it costs: no `jest.mock`, no `--detectLeaks`, no `--coverage` (`NODE_V8_COVERAGE` works), and test files of one
 * worker share what belongs to the process. The environment, the working folder, the exit code, new globals and new
 * matchers are put back after each file, and no file can end the process (`realm.cjs`). Not put back are globals that were
 * replaced, listeners of `process`, and the state of modules outside of `tests/`: the product's have none, and a test file
 * undoes what it does to others.
 */
module.exports = class SharedModulesRuntime extends JestRuntime {
  constructor(config, environment, ...others) {
    refuse('--coverage', others.at(-1).collectCoverage, 'set NODE_V8_COVERAGE to a folder instead');
    refuse('--detectLeaks', config.detectLeaks, 'modules outlive the test files that load them');
    environment.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
    super(config, environment, ...others);
    this.environmentGlobal = environment.global;
    // A watching jest may run tests in its own process, whose modules must not outlive an edit.
    const { watch, watchAll } = others.at(-1);
    this.query = `?${watch || watchAll ? 'all' : 'tests'}=${++runs}`;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path).href + this.query);
  }

  /** `describe`, `expect` and the rest for `@jest/globals`, see `globals.mjs`. */
  setGlobalsForRuntime(globals) {
    super.setGlobalsForRuntime(globals);
    // Jest sets 100; every `expect` takes a stack.
    Error.stackTraceLimit = 25;
    this.toPutBack = [realmNow(globals.expect), forbidExit(), shareSettings(this.environmentGlobal)];
    globalThis[Symbol.for('understudy/jest-globals')] = { ...globals, jest: this.jestGlobals.jestObjectFor('') };
  }

  teardown() {
    for (const putBack of this.toPutBack ?? []) putBack();
    this.toPutBack = [];
    super.teardown();
  }

  /** Jest's test framework runs in the realm of the tests, anew for every test file. */
  requireInternalModule(from, to) {
    if (from !== adapter) return super.requireInternalModule(from, to);
    delete require.cache[adapter];
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    // Every enabled storage slows down every promise: that of the last test file has done its work.
    storage?.disable();
    const { AsyncLocalStorage } = asyncHooks;
    asyncHooks.AsyncLocalStorage = function () {
      return (storage = new AsyncLocalStorage());
    };
    try {
      return require(adapter);
    } finally {
      asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
    }
  }

  /** Where the source map of a module lies: the hooks write it beside what they compiled. */
  getSourceMaps() {
    return Object.assign(new Map(), { get: sourceMapOf });
  }
};

function refuse(option, isGiven, advice) {
  if (!isGiven) return;
  const error = new Error(`${option} does not work with the runner of these tests: ${advice}.`);
  // Jest would show the line above.
  error.stack = '';
  throw error;
}

/** @returns {string | undefined} the path of the source map of a compiled file, which `hooks.mjs` has put there */
function sourceMapOf(url) {
  const path = url.startsWith('file:') ? fileURLToPath(url.replace(/\?.*/, '')) : url;
  if (!path.endsWith('.ts') || !existsSync(path)) return undefined;
  const map = mapOf(placeOf(path, readFileSync(path)));
  return existsSync(map) ? map : undefined;
}
