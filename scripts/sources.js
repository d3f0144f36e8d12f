// Lets this process import the sources as they are, TypeScript under the name of what it would be compiled to: for scripts
// that need what the bundle does not export. `node --import ./scripts/sources.js`, or an import before a lazy one.
import { register } from 'node:module';

register(new URL('../tests/support/runner/hooks.mjs', import.meta.url));
