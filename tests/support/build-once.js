import { build } from '../../scripts/building.js';

/** Before any test, however jest was called: tests that run what is built must not run what was built before an edit. */
export default async function buildOnce() {
  const status = await build();
  if (status !== 0)
    process.stderr.write('dist/ is built, with the errors above; `npm run typecheck` shows them again\n');
}
