import { describe, expect, test } from '@jest/globals';
import {
  type ContractFileKind,
  contractFileOf,
  readContractFile,
  readContractJson,
} from '../../contracts/suite/read-cases.js';

const base = `base:
  input: {}
  sideEffect: booking
`;

/** A case file with one case, which has these lines after its name. */
const caseWith = (...lines: readonly string[]): string =>
  `${base}cases:\n  - name: a case\n${lines.map((line) => `    ${line}\n`).join('')}`;

const accepted = 'then: { accepted: true }';

const operation = {
  name: 'open',
  title: 'Open',
  says: 'opens',
  method: 'POST',
  path: '/open',
  accepted: { status: 200 },
  evidence: [{ confidence: 'documented', sources: ['page'], statement: 'POST /open' }],
  success: [
    { about: ['status', 'headers', 'body', 'effect'], confidence: 'assumed', statement: 'the reply is not known' },
  ],
};

/** What a text is refused with; undefined when it is not. */
function refusalOf(name: string, text: string, kind: ContractFileKind): string | undefined {
  try {
    contractFileOf(name, text, kind);
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ name: 'ContractFileError' });
    return (error as Error).message;
  }
}

describe('a case file', () => {
  test('is read when it fits its schema', () => {
    const own = caseWith('when: [{ after: PT1S }]', accepted, 'sideEffect: none');
    expect(contractFileOf('cases.yaml', own, 'operationCases').value).toMatchObject({ cases: [{ name: 'a case' }] });
  });

  test.each([
    ['a number for steps', caseWith('when: 3', accepted, 'sideEffect: none'), '6:11: must be a list, not the number 3'],
    ['no expectation', caseWith('sideEffect: none'), '5:5: "then" is missing; add it'],
    ['an empty expectation', caseWith('then: {}', 'sideEffect: none'), '6:11: must not be empty'],
    ['an empty item', `${base}cases:\n  - \n`, '5:3: must be a mapping, not empty'],
    [
      'an empty base',
      `base:\n${caseWith(accepted, 'sideEffect: none').replace(base, '')}`,
      '1:1: must be a mapping, not empty',
    ],
    ['a number for its cases', `${base}cases: 3\n`, '4:8: must be a list, not the number 3'],
    ['a number for its base, and no cases', 'base: 3\ncases: []\n', '1:7: must be a mapping, not the number 3'],
    ['another thing than a mapping', '- base\n', '1:1: must be a mapping, not a list'],
    [
      'a misspelt key',
      caseWith('wehn:', '  - {}', accepted, 'sideEffect: none'),
      '6:5: unknown key "wehn"; use one of: name, given, when, then, covers, sideEffect',
    ],
    [
      'a misspelt key that must be there',
      caseWith('than: { accepted: true }', 'sideEffect: none'),
      '6:5: unknown key "than"',
    ],
    [
      'an unknown side effect',
      caseWith(accepted, 'sideEffect: nothing'),
      '7:17: must be one of: none, booking, calls; not the text "nothing"',
    ],
    [
      'an invalid duration',
      caseWith('when: [{ after: soon }]', accepted, 'sideEffect: none'),
      '6:21: the text "soon" must match pattern',
    ],
    [
      'a refusal without a check',
      caseWith('then: { refusal: gone }', 'sideEffect: none'),
      '6:11: "refusal" needs "refusedBy" beside it; add it',
    ],
    [
      'a body beside a refusal',
      caseWith("then: { refusedBy: a, refusal: b, body: '' }", 'sideEffect: none'),
      '6:46: must not be here; remove it',
    ],
    [
      'a step that only common cases have',
      caseWith('when: [{ use: again }]', accepted, 'sideEffect: none'),
      '6:14: unknown key "use"; use one of: operation, input',
    ],
    [
      'what common cases have',
      `names: <name>\n${caseWith(accepted, 'sideEffect: none')}`,
      '1:1: unknown key "names"; use one of: base, except, cases',
    ],
  ])('is refused with line and column for %s', (_what, own, message) => {
    expect(refusalOf('cases.yaml', own, 'operationCases')).toMatch(`cases.yaml:${message}`);
  });

  test('may have what an operation must have, and need not have what it has, when it is shared', () => {
    const common = `names: <name>\nbase: { host: toy.example, roles: {} }\ncases:\n  - { name: a case, then: { accepted: true } }\n`;
    expect(refusalOf('common.cases.yaml', common, 'commonCases')).toBeUndefined();
    expect(refusalOf('common.cases.yaml', `${common}except: []\n`, 'commonCases')).toMatch(
      'common.cases.yaml:5:1: unknown key "except"; use one of: names, base, cases',
    );
  });
});

describe('an operation.json', () => {
  const text = JSON.stringify(operation, null, 2);

  test.each([
    ['a trailing comma', text.replace('"open",\n', '"open",,\n'), '2:18: is not JSON: '],
    ['a word without quotes', text.replace('"Open"', 'Open'), '3:12: is not JSON: '],
    ['no end', text.slice(0, 30), '3:11: is not JSON: '],
    ['no name', JSON.stringify({ ...operation, name: undefined }), '1:1: "name" is missing; add it'],
    [
      'evidence without a quotation',
      JSON.stringify(operation).replace(',"statement":"POST /open"', ''),
      '1:115: "statement" is missing; add it',
    ],
    [
      'no evidence for a success',
      JSON.stringify({ ...operation, success: undefined }),
      '1:1: "success" is missing; add it',
    ],
    ['a number for its name', JSON.stringify({ ...operation, name: 3 }), '1:9: must be a text, not the number 3'],
  ])('is refused with line and column for %s', (_what, broken, message) => {
    expect(refusalOf('operation.json', text, 'operation')).toBeUndefined();
    expect(refusalOf('operation.json', broken, 'operation')).toMatch(`operation.json:${message}`);
  });
});

test('a contract file that is missing is named', async () => {
  const says = 'contracts/toy/operation.json is missing; add it';
  await expect(readContractJson('toy/operation.json')).rejects.toThrow(says);
  await expect(readContractFile('toy/operation.json', 'operation')).rejects.toThrow(says);
});
