import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refusalScenarios, findScenario } from '../../simulator/core/scenarios/catalogue.js';
import { maxNameLength, readSequence, type Sequence, stepAt } from '../../simulator/core/scenarios/sequence.js';
import { isDelayWithoutTime, namedFaults } from '../../simulator/core/scenarios/faults.js';
import type { Provider } from '../../simulator/core/provider.js';
import { providers } from '../../simulator/providers/index.js';
import { providerOf } from './scenario-server.js';

const ytx = providerOf({ providers }, 'ytx');
const xylink = providerOf({ providers }, 'xylink');

/** Steps as a line: `ytx/exceptional 2, ok ever`. */
const shown = (steps: Sequence): string =>
  steps.map(({ scenario, times }) => `${scenario?.name ?? 'ok'} ${times === Infinity ? 'ever' : times}`).join(', ');

/** What a name says to a provider, or the part of it that says nothing, behind a question mark. */
function read(name: string, provider: Provider = ytx): string {
  const sequence = readSequence(provider, name);
  return sequence.ok ? shown(sequence.steps) : `? ${sequence.unknown}`;
}

describe('a name', () => {
  test.each([
    ['ok', 'ok ever'],
    ['ok-2', 'ok 2'],
    ['hang', 'hang ever'],
    ['hang-1', 'hang 1'],
    ['fail', 'ytx/exceptional ever'],
    ['limit-5', 'ytx/too-frequent 5'],
    ['caller-not-allowed', 'ytx/caller-not-allowed ever'],
    ['ytx/caller-not-allowed-2', 'ytx/caller-not-allowed 2'],
    ['fail-2-then-ok', 'ytx/exceptional 2, ok ever'],
    ['ok-3-then-limit', 'ok 3, ytx/too-frequent ever'],
    ['app-offline-3-then-ok', 'ytx/app-offline 3, ok ever'],
    ['gateway-502-2-then-ok', 'gateway-502 2, ok ever'],
    ['gateway-502-then-ok', 'gateway-502 1, ok ever'],
    ['gateway-502', 'gateway-502 ever'],
    ['http-500-500', 'http-500 500'],
    ['fail-then-ok', 'ytx/exceptional 1, ok ever'],
    ['ok-then-fail-then-ok-then-hang', 'ok 1, ytx/exceptional 1, ok 1, hang ever'],
    ['ytx/app-offline-then-ytx/app-unknown-2', 'ytx/app-offline 1, ytx/app-unknown 2'],
    ['slow-2s-3-then-slow-around-2s-2', 'slow-2s 3, slow-around-2s 2'],
    ['slow-then-slow-around', 'slow 1, slow-around ever'],
    ['fail-1000000', 'ytx/exceptional 1000000'],
    ['fail-007', 'ytx/exceptional 7'],
    ['fail-00000007', 'ytx/exceptional 7'],
  ])('%s says what comes in turn: %s', (name, steps) => {
    expect(read(name)).toBe(steps);
  });

  test.each([
    ...['', 'then', '2', '-2', 'Fail', 'constructor', '__proto__'],
    ...['fail-', 'fail-0', 'fail-1000001', 'fail-99999999', 'fail--1', 'fail-1.5', 'fail-2-3', 'fail-٢', ' fail'],
    ...['slow-10', 'slow-1', 'slow-around-2', 'slow-3m', 'slow-0.2s'],
    ...['gateway-501', 'slow-0ms', 'slow-601s', 'slow-around-0s', 'ytx/hang', 'ytx/fail', 'xylink/room-unknown'],
  ])('"%s" says nothing', (name) => {
    expect(read(name)).toBe(`? ${name}`);
  });

  test.each([
    ['-then-', ''],
    ['fail-then-', ''],
    ['-then-ok', ''],
    ['fail-2-then-then-ok', 'then-ok'],
    ['fail-0-then-ok', 'fail-0'],
    ['ok-then-fial-2-then-ok', 'fial-2'],
    ['wrong-then-worse', 'wrong'],
  ])('"%s" is unknown because of its part "%s"', (name, unknown) => {
    expect(read(name)).toBe(`? ${unknown}`);
  });

  test('stands for the usual failure of each provider', () => {
    expect(read('fail-then-limit', xylink)).toBe('xylink/unexpected-error 1, xylink/too-many-requests ever');
    expect(read('body-not-json', xylink)).toBe('xylink/body-not-json ever');
    expect(read('body-not-json')).toBe('ytx/body-not-json ever');
  });
});

const words = fc.constantFrom(
  'ok',
  'fail',
  'limit',
  'then',
  'hang',
  'gateway-502',
  '-',
  '-then-',
  '-2',
  '0',
  '/',
  'ytx',
);

/** Valid steps: any scenario's name, with or without a count; a delay without a duration has no count. */
const written = (provider: Provider) =>
  fc.array(
    fc
      .record({
        name: fc.constantFrom(
          ...['ok', 'fail', 'limit', 'slow-250ms', 'slow-around-3s'],
          ...namedFaults.map(({ name }) => name),
          ...[...refusalScenarios(provider).keys()].flatMap((name) => [name, name.slice(provider.name.length + 1)]),
        ),
        times: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
      })
      .filter(({ name, times }) => times === undefined || !isDelayWithoutTime(name)),
    { minLength: 1, maxLength: 6 },
  );

describe('any text in a URL', () => {
  test('is read without an error', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(words).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anything, (name) => {
        for (const provider of providers) expect(typeof readSequence(provider, name).ok).toBe('boolean');
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });

  test.each(providers)('is read back as it was meant to $name', (provider) => {
    fc.assert(
      fc.property(written(provider), (steps) => {
        const name = steps.map((step) => (step.times === undefined ? step.name : `${step.name}-${step.times}`));
        const meant = steps.map((step, index) => ({
          scenario: findScenario(provider, step.name),
          times: step.times ?? (index === steps.length - 1 ? Infinity : 1),
        }));
        fc.pre(name.join('-then-').length <= maxNameLength);
        expect(read(name.join('-then-'), provider)).toBe(shown(meant));
      }),
      { seed: 20261121 },
    );
  });

  test('meets one step after the other, and then none', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, (times) => {
        const steps = times.map((each) => ({ scenario: undefined, times: each }));
        const inTurn = steps.flatMap((step) => Array.from({ length: step.times }, () => step));
        for (const [count, step] of inTurn.entries()) expect(stepAt(steps, count)).toBe(step);
        expect(stepAt(steps, inTurn.length)).toBeUndefined();
      }),
      { seed: 20261121 },
    );
  });
});
