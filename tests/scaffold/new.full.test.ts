import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { Ended } from './tree-copy.js';
import { copyTree } from './tree-copy.js';

// It generates, compiles and tests a copy of the whole tree several times.
jest.setTimeout(900_000);

const tree = copyTree();
afterAll(() => {
  tree.remove();
});

const contract = 'contracts/ytx/close-meeting';
const files = ['operation.json', 'request.schema.json', 'response.schema.json', 'cases.yaml'];
const endpoint = 'simulator/providers/ytx/endpoints/close-meeting.ts';
const index = 'simulator/providers/ytx/endpoints/index.ts';

/** What `npm run contracts` writes. */
const isGenerated = (path: string): boolean =>
  /^contracts\/ytx\/(generated(-validators)?\.ts|openapi\.json|checks\.json)$/.test(path) ||
  ['docs/evidence.md', 'docs/failure-atlas.md', 'simulator/providers/ytx/README.md'].includes(path);

/** All tests that ask something of every operation and check, or of the data of YTX. */
const suite = [
  ...['tests/contract', 'tests/integrity/generated', 'tests/integrity/provider-readme', 'tests/integrity/openapi'],
  ...['tests/ytx', 'tests/ledger', 'tests/scenarios', 'tests/atlas', 'tests/mutants', 'tests/recording'],
  ...['tests/second-opinion', 'tests/validation', 'tests/cli/sign', 'tests/client'],
];

const green = ({ code, output }: Ended): void => {
  expect(code === 0 ? '' : output.slice(-8000)).toBe('');
};

describe.each([['an operation'], ['a check']])('%s that `npm run new` begins', () => {
  test.todo('is described below');
});

describe('an operation that `npm run new` begins', () => {
  test('has every file that is needed, and touches one line besides', async () => {
    const { output, ...ended } = await tree.run('scripts/new.js', 'ytx', 'close-meeting');
    green({ ...ended, output });
    expect(output).toMatch(/Next:\n {2}1\. Fill in what is marked TODO\(new\)/);
    expect(tree.changed()).toEqual([...files.map((file) => `${contract}/${file}`), endpoint, index].sort());
    expect(tree.read(index)).toContain("export { closeMeeting } from './close-meeting.js';\n");
  });
});
