import { describe, expect, test } from '@jest/globals';
import type { CaseFile, CommonCases, WrittenCases } from '../../contracts/suite/case.js';
import { expandedCases } from '../../contracts/suite/expand-cases.js';
import { yamlFileOf } from '../../contracts/suite/yaml-file.js';

const names = {
  refusals: { unknown: { status: 404, body: 'unknown' }, gone: { status: 410, body: 'gone' } },
  checks: { 'toy/is-known': ['unknown'], 'toy/is-there': ['unknown', 'gone'] },
  operations: ['open', 'fill'],
  readings: { lid: ['opens', 'slides'], lock: ['no', 'yes'] },
};

const base = `
base:
  input:
    box: '1'
  sideEffect: booking
  prepare:
    - operation: fill
      input:
        box: '1'
  again:
    box: '2'
`;

const commonText = (cases: string): string => `
names: '<operation>: <name>'
base:
  host: toy.example
  roles:
    account: account:active
cases:
${cases}`;

const refusedCase = `
  - name: an unknown box is refused
    given:
      credentials:
        key: none
    then:
      refusedBy: toy/is-known
`;

const plainCase = `
cases:
  - name: a box is opened
    then:
      accepted: true
    sideEffect: booking
`;

/** The cases of a toy's operation, from texts. */
function expanded(own: string, common = refusedCase, isSigned = true): CaseFile {
  return expandedCases({
    provider: 'toy',
    operation: 'open',
    isSigned,
    own: yamlFileOf<WrittenCases>('own.yaml', own),
    common: yamlFileOf<CommonCases>('common.yaml', commonText(common)),
    names,
  });
}

describe('cases in full', () => {
  test('begin with those that the operation shares, on its own base request', () => {
    expect(expanded(base + plainCase)).toEqual({
      provider: 'toy',
      operation: 'open',
      base: { host: 'toy.example', roles: { account: 'account:active' }, input: { box: '1' } },
      cases: [
        {
          name: 'open: an unknown box is refused',
          given: { credentials: { key: 'none' } },
          when: [{ operation: 'open' }],
          then: { refusedBy: 'toy/is-known', status: 404, body: 'unknown' },
          sideEffect: 'booking',
        },
        {
          name: 'open: a box is opened',
          when: [{ operation: 'open' }],
          then: { accepted: true },
          sideEffect: 'booking',
        },
      ],
    });
  });

  test('are not shared by an operation that is not signed, nor by one that names them as exceptions', () => {
    const except = 'except:\n  - case: an unknown box is refused\n    reason: it opens any box\n';
    expect(expanded(base + plainCase, refusedCase, false).cases).toHaveLength(1);
    expect(expanded(base + except + plainCase).cases).toHaveLength(1);
  });

  test('get no further than a base request that a check refuses, and name that check', () => {
    const common = `${refusedCase}
  - name: an old key opens a box
    given:
      credentials:
        key: old
    then:
      accepted: true
    covers: [toy/is-known]
`;
    const refusedBase = `base: { input: {}, sideEffect: booking, refusedBy: toy/is-known }${plainCase}`;
    const [refused, accepted, own] = expanded(refusedBase, common).cases;
    const then = { refusedBy: 'toy/is-known', status: 404, body: 'unknown' };
    expect([refused?.then, accepted?.then]).toEqual([then, then]);
    expect(accepted).toMatchObject({ given: { credentials: { key: 'old' } }, sideEffect: 'booking' });
    expect(own?.then).toEqual({ accepted: true });
    expect(() => expanded(refusedBase.replace('toy/is-known', 'toy/is-blue'), common)).toThrow(
      /^own\.yaml:\d+:\d+: unknown check "toy\/is-blue"/,
    );
  });

  test('have what each operation must prepare, and its second request', () => {
    const common = `
  - name: it may be done again
    when:
      - {}
      - use: prepare
      - use: again
        after: PT1S
    then:
      accepted: true
`;
    const [shared] = expanded(base + plainCase, common).cases;
    expect(shared?.when).toEqual([
      { operation: 'open' },
      { operation: 'fill', input: { box: '1' } },
      { operation: 'open', input: { box: '2' }, after: 'PT1S' },
    ]);
    const [plain] = expanded(`base: { input: {}, sideEffect: none }${plainCase}`, common).cases;
    expect(plain?.when).toEqual([{ operation: 'open' }, { operation: 'open', after: 'PT1S' }]);
  });

  test.each([
    // A provider that does not refuse does what the base request asks for.
    ['none'],
    ['booking'],
    ['calls'],
  ])('do as much as a base request with side effect "%s"', (sideEffect) => {
    const common = `${refusedCase}
  - name: what was opened is not opened again
    when:
      - {}
      - {}
    then:
      refusedBy: toy/is-known
`;
    const { cases } = expanded(`base: { input: {}, sideEffect: ${sideEffect} }${plainCase}`, common);
    expect(cases.slice(0, 2).map((each) => each.sideEffect)).toEqual([sideEffect, sideEffect]);
  });

  const refusedWith = (then: string): string =>
    `${base}cases:\n  - name: a case\n    then:\n${then.replace(/^/gm, '      ')}\n    sideEffect: none\n`;

  test.each([
    ['the refusal that it names', 'refusedBy: toy/is-there\nrefusal: gone', { status: 410, body: 'gone' }],
    ['a body of its own, and no status then', "refusedBy: toy/is-there\nbody: ''", { body: '' }],
    ['a status of its own', 'refusedBy: toy/is-known\nstatus: 429', { status: 429, body: 'unknown' }],
  ])('expect %s', (_what, then, literal) => {
    const { refusedBy, ...wanted } = expanded(refusedWith(then)).cases.at(-1)?.then ?? {};
    expect(refusedBy).toMatch(/^toy\//);
    expect(wanted).toEqual(literal);
  });

  test.each([
    [
      'an unknown check',
      'refusedBy: toy/is-nowhere',
      '15:18: unknown check "toy/is-nowhere"; for a new check, run `npm run contracts`',
    ],
    [
      'several refusals',
      'refusedBy: toy/is-there',
      '15:7: toy/is-there gives unknown or gone; add `refusal` to choose one',
    ],
    [
      'a wrong refusal',
      'refusedBy: toy/is-known\nrefusal: gone',
      '16:16: toy/is-known does not give this refusal; it gives unknown',
    ],
  ])('say in which line a case names %s', (_what, then, message) => {
    expect(() => expanded(refusedWith(then))).toThrow(`own.yaml:${message}`);
  });

  test.each([
    ['a reading', 'lid: opens\n        hinge: left', '18:9: unknown reading "hinge"; use one of: lid, lock'],
    ['an option of a reading', 'lid: closes', '17:14: unknown option "closes"; use one of: opens, slides'],
  ])('say in which line a case has an unknown name of %s', (_what, readings, message) => {
    const given = `    given:\n      readings:\n        ${readings}\n`;
    const own = base + plainCase.replace('    then:', `${given}    then:`);
    expect(() => expanded(own)).toThrow(`own.yaml:${message}`);
  });

  test.each([
    ['a clock', 'given: { clock: yesterday }', '15:21: "yesterday" must be an ISO 8601 instant with its offset'],
    ['a clock without offset', 'given: { clock: 2026-11-21T12:00:00 }', '15:21: "2026-11-21T12:00:00" must be'],
    ['a skew', 'given: { clockSkew: -PT1.2.3S }', '15:25: "PT1.2.3S" must be an ISO 8601 duration'],
    ['an operation', 'when: [{}, { operation: shut }]', '15:29: unknown operation "shut"; use one of: open, fill'],
    ['a length of time', 'when: [{ after: PT }]', '15:21: "PT" must be an ISO 8601 duration'],
  ])('say in which line a case has a wrong value: %s', (_what, line, message) => {
    const own = base + plainCase.replace('    then:', `    ${line}\n    then:`);
    expect(() => expanded(own)).toThrow(`own.yaml:${message}`);
  });

  test('say in which line a pattern is none, and which operation cannot prepare one', () => {
    const own = base + plainCase.replace('accepted: true', "pattern: '['");
    expect(() => expanded(own)).toThrow('own.yaml:16:17: must be a regular expression: ');
    expect(() => expanded(base.replace('operation: fill', 'operation: feel') + plainCase)).toThrow(
      'own.yaml:7:18: unknown operation "feel"',
    );
  });

  test.each([
    ['its own', `${base}${plainCase}${plainCase.replace('\ncases:\n', '')}`, '18:11'],
    ['a shared one', `${base}${plainCase.replace('a box is opened', 'an unknown box is refused')}`, '14:11'],
  ])('say in which line a case has the name of another, %s', (_which, own, position) => {
    const says = 'an earlier case of this operation has this name; choose another';
    expect(() => expanded(own)).toThrow(`own.yaml:${position}: ${says}`);
  });

  test('say in which line an exception is none', () => {
    const except = 'except:\n  - case: no such case\n    reason: none\n';
    expect(() => expanded(base + except + plainCase)).toThrow('own.yaml:13:11: unknown common case for this operation');
  });
});

describe('a file that is no YAML', () => {
  test.each([
    ['a bracket left open', 'base: {a: 1\ncases: []\n', /^own\.yaml:2:\d+: ./],
    ['a tab', 'base:\n\tinput: {}\n', /^own\.yaml:2:\d+: ./],
    ['a key twice', 'base: {}\nbase: {}\n', /^own\.yaml:2:\d+: ./],
  ])('says where: %s', (_what, text, message) => {
    expect(() => yamlFileOf('own.yaml', text)).toThrow(message);
  });
});
