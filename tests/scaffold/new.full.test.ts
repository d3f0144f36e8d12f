import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { copyTree, type ProgramRun, type TreeCopy } from './tree-copy.js';

// Each step generates, compiles or tests a copy of the whole tree.
jest.setTimeout(1_800_000);

const contract = 'contracts/ytx/close-meeting';
const contractFiles = ['operation.json', 'request.schema.json', 'response.schema.json', 'cases.yaml'];
const endpoint = 'simulator/providers/ytx/endpoints/close-meeting.ts';
const index = 'simulator/providers/ytx/endpoints/index.ts';
const rule = 'simulator/providers/ytx/rules/meeting-is-open.ts';

const ofTheOperation = [...contractFiles.map((file) => `${contract}/${file}`), endpoint, index];

/** What `npm run contracts` writes. */
const isGenerated = (path: string): boolean =>
  /^contracts\/ytx\/(generated(-validators)?\.ts|openapi\.json|(checks|readings)\.json)$/.test(path) ||
  [
    'README.md',
    'README.zh-CN.md',
    'docs/evidence.md',
    'docs/errors.md',
    'docs/errors.zh-CN.md',
    'simulator/config-generated.ts',
    'simulator/config.schema.json',
    'docs/postman-collection.json',
    'docs/requests.http',
    'simulator/test-kit/generated.ts',
    'simulator/providers/ytx/README.md',
  ].includes(path);

/** The tests that ask something of every operation and check, or of the data of YTX. */
const suite = [
  'tests/contract/(conformance|placeholders|ytx|written)',
  'tests/integrity/(generated|provider-readme|openapi)',
  'tests/ytx/(data|refused|application|over-http)',
  'tests/checks-report',
  'tests/scenarios/(catalogue|control)',
  'tests/error-catalogue/(document|every-row)',
  'tests/recording/recording',
  'tests/reference-implementation/reference-implementation',
  'tests/verify/sandbox',
];

/** What of the mutants is about YTX. */
const mutantsOfYtx = ['tests/mutants', '--testNamePattern=closeMeeting|own cases of ytx'];

/** Shows the end of what a program printed when it did not end well. */
const expectSuccess = ({ code, output }: ProgramRun): void => {
  expect(code === 0 ? '' : output.slice(-6000)).toBe('');
};

let tree: TreeCopy;
beforeAll(() => {
  tree = copyTree();
});
afterAll(() => {
  tree.remove();
});

// Each step begins where the one before it ended.
describe('an operation that is added to a copy of this repository', () => {
  test('begins with every file that it needs, and one line besides', async () => {
    const ended = await tree.run('scripts/new.js', 'ytx', 'close-meeting');
    expectSuccess(ended);
    expect(ended.output).toMatch(/Next:\n {2}1\. Fill in what is marked TODO\(new\)/);
    expect(tree.changed()).toEqual(ofTheOperation.toSorted());
    expect(tree.diff(index)).toEqual(["+export { closeMeeting } from './close-meeting.js';"]);
  });

  test('compiles, and fails its tests until it is filled in', async () => {
    expectSuccess(await tree.run('scripts/contracts.js'));
    const { code, output } = await tree.jest('tests/contract/(placeholders|ytx)');
    expect(code).not.toBe(0);
    for (const file of ofTheOperation.filter((path) => path !== index)) expect(output).toContain(`"${file}:`);
    expect(output).toContain('● every case of ytx › ytx/closeMeeting: TODO(new)');
  });

  test('takes a check that begins with a rule, a line in the endpoint and a case', async () => {
    for (const file of contractFiles) tree.write(`${contract}/${file}`, tree.fixture(`close-meeting/${file}`));
    tree.write(endpoint, tree.fixture('close-meeting/endpoint.ts.txt'));
    tree.commit();
    const options = ['--operation', 'close-meeting', '--scenario', 'meeting-closed'];
    expectSuccess(await tree.run('scripts/new.js', 'check', 'ytx', 'meeting-is-open', ...options));
    expect(tree.changed()).toEqual([`${contract}/cases.yaml`, endpoint, rule].toSorted());
    expect(tree.diff(endpoint)).toEqual([
      "+import { meetingIsOpen } from '../rules/meeting-is-open.js';",
      '-const checks = commonChecksAround(fieldChecks).check(meidNamesAMeeting);',
      '+const checks = commonChecksAround(fieldChecks).check(meidNamesAMeeting).check(meetingIsOpen);',
    ]);
    const { code, output } = await tree.jest('tests/contract/placeholders');
    expect(code).not.toBe(0);
    for (const file of [`${contract}/cases.yaml`, rule]) expect(output).toContain(`"${file}:`);
  });

  test('passes every test that is asked of an operation and a check, once it is filled in, and touches nothing else', async () => {
    const added = tree.fixture('meeting-is-open/case.yaml').replace(/^(?=.)/gm, '  ');
    tree.write(`${contract}/cases.yaml`, `${tree.fixture('close-meeting/cases.yaml')}\n${added}`);
    tree.write(rule, tree.fixture('meeting-is-open/rule.ts.txt'));
    expectSuccess(await tree.run('scripts/contracts.js'));
    expectSuccess(await tree.run('node_modules/typescript/bin/tsc', '--noEmit'));
    const tests = await tree.jest(...suite);
    expectSuccess(tests);
    expect(tests.output).toMatch(
      /reference implementation of ytx: \d+ cases skipped: it has no operation closeMeeting/,
    );
    expectSuccess(await tree.jest(...mutantsOfYtx));
    const byHand = tree.changedSinceTheStart().filter((path) => !isGenerated(path));
    expect(byHand).toEqual([...ofTheOperation, rule].toSorted());
  });

  test('takes a lookup that compiles before it is filled in', async () => {
    const options = ['--operation', 'close-meeting', '--provides', 'meeting-host'];
    expectSuccess(await tree.run('scripts/new.js', 'check', 'ytx', 'meeting-has-a-host', ...options));
    const lookup = 'simulator/providers/ytx/rules/meeting-has-a-host.ts';
    expect(tree.changed()).toEqual([`${contract}/cases.yaml`, endpoint, lookup].toSorted());
    expectSuccess(await tree.run('node_modules/typescript/bin/tsc', '--noEmit'));
    const { code, output } = await tree.jest('tests/contract/placeholders');
    expect(code).not.toBe(0);
    expect(output).toContain(`"${lookup}:`);
  });
});
