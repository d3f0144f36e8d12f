import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import type { CaseFile, ContractCase } from '../../contracts/suite/case.js';
import { matchesContract } from '../../contracts/suite/assertions.js';
import { playWhole } from '../../contracts/suite/runner.js';
import { schemas as xylinkSchemas } from '../../contracts/xylink/generated.js';
import { schemas as ytxSchemas } from '../../contracts/ytx/generated.js';
import type { Provider } from '../../simulator/core/provider.js';
import { type AnyReadingOptions, defaultOptions } from '../../simulator/core/pipeline/reading.js';
import { type IncomingRequest, createSimulator, type Simulator, type Space } from '../../simulator/index.js';
import { judge } from '../../simulator/platform/judge.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { decoders } from '../support/decoded-request.js';
import { beyondTheSchema, refusedByForm, seenOfForm } from '../support/form-checks.js';
import { changedAt, changes, placesIn, type Schema, valuesOf } from '../support/json-schema-arbitrary.js';
import { incomingRequest } from '../support/incoming-request.js';
import { encoded } from '../support/signed-request.js';
import { noon } from '../ytx/caller.js';

type Fields = Readonly<Record<string, unknown>>;

const simulator: Simulator = createSimulator({ clock: { now: () => noon } });
const space: Space = simulator.spaces.getOrCreate(undefined);

const schemas: Readonly<Record<string, { readonly request: Schema }>> = {
  ...(await ytxSchemas()),
  ...(await xylinkSchemas()),
};
const operations = simulator.providers.flatMap((provider) =>
  Object.keys(provider.operations).map((operation) => ({
    operation,
    provider,
    schema: schemas[operation]?.request ?? {},
  })),
);

/** What a request decodes to, boxed, and what is wrong with it by its schema. */
function judged(
  provider: string,
  operation: string,
  request: IncomingRequest,
  readings: AnyReadingOptions,
): readonly unknown[] {
  const decoded = decoders[provider]?.(operation, request, readings);
  return decoded === undefined ? ['it cannot be decoded'] : judge(schemas[operation]?.request ?? {}, decoded);
}

/** Whether the included world accepts it, in a space where nothing but these earlier requests was sent. */
function isAccepted(
  provider: Provider,
  request: IncomingRequest,
  { readings, earlier = [] }: { readonly readings: AnyReadingOptions; readonly earlier?: readonly IncomingRequest[] },
): boolean {
  space.reset();
  for (const each of earlier) simulator.ask(provider.name, each);
  space.setReadings(provider, readings);
  const { outcome } = simulator.ask(provider.name, request);
  return outcome.source === 'provider' && outcome.refusedBy === undefined;
}

/** Why a request that satisfies its schema has no right form; undefined when it has. */
function rejectionReason(
  provider: Provider,
  operation: string,
  request: IncomingRequest,
  readings: AnyReadingOptions,
): string | undefined {
  const refusedBy = refusedByForm(provider, request, readings);
  if (refusedBy === undefined) return undefined;
  const value = (decoders[provider.name]?.(operation, request, readings) ?? {}) as Fields;
  return beyondTheSchema[refusedBy]?.(value) === true ? undefined : refusedBy;
}

type Trial = Pick<Accepted, 'provider' | 'operation' | 'request' | 'readings'> & Partial<Pick<Accepted, 'earlier'>>;

/** Whether a request satisfies its schema; if it does, its form is right, and if not, it is not accepted. */
function holdsWith({ provider, operation, request, ...given }: Trial): boolean {
  const { readings } = given;
  const satisfies = judged(provider.name, operation, request, readings).length === 0;
  if (satisfies) expect(rejectionReason(provider, operation, request, readings)).toBeUndefined();
  else expect(isAccepted(provider, request, given)).toBe(false);
  return satisfies;
}

/** What the steps of a case asked for, each with what was asked before it; nothing of a case that fails. */
async function acceptedIn(
  file: CaseFile,
  contractCase: ContractCase,
): Promise<readonly Pick<Accepted, 'operation' | 'request' | 'earlier'>[]> {
  const { verdict, steps } = await playWhole(file, contractCase, {
    target: suiteTarget(simulator),
    fits: matchesContract,
  });
  if (verdict.outcome !== 'passed') return [];
  const requests = steps.map(({ prepared: { method, url, headers, body } }) => {
    const [, host = '', target = ''] = /^http:\/\/[^/]+\/~[^/]+\/([^/]+)(.*)$/.exec(url) ?? [];
    return incomingRequest({ method, host, target, headers, body });
  });
  return steps.flatMap(({ operation }, index) => {
    const request = requests[index];
    return request === undefined ? [] : [{ operation, request, earlier: requests.slice(0, index) }];
  });
}

interface Accepted {
  readonly provider: Provider;
  readonly operation: string;
  readonly request: IncomingRequest;
  /** What the case had asked before. */
  readonly earlier: readonly IncomingRequest[];
  readonly readings: AnyReadingOptions;
  readonly name: string;
  /** Whether the included world accepts it with every reading at its default. */
  readonly isPlain: boolean;
}

const accepted: Accepted[] = [];
beforeAll(async () => {
  for (const file of await allCaseFiles()) {
    const provider = simulator.providers.find(({ name }) => name === file.provider);
    if (provider === undefined) throw new Error(`there is no provider ${file.provider}`);
    const cases = file.cases.filter(({ then }) => then.refusedBy === undefined && then.notModelled === undefined);
    for (const each of cases) {
      const readings = { ...defaultOptions(provider.readings), ...each.given?.readings };
      const isPlain = each.given === undefined && each.when.length === 1;
      const asked = await acceptedIn(file, each);
      accepted.push(...asked.map((one) => ({ ...one, provider, readings, isPlain, name: each.name })));
    }
  }
});

const decodedOf = ({ provider, operation, request, readings }: Accepted): Fields =>
  decoders[provider.name]?.(operation, request, readings) as Fields;

/** A request of an operation, decoded, with what has to be asked before it. */
interface Base {
  readonly value: Fields;
  readonly earlier: readonly IncomingRequest[];
}

/** What the included world accepts of an operation: what a case asked for, decoded and encoded again. */
function basesOf(wanted: string): readonly Base[] {
  const usable = accepted
    .filter(({ operation }) => operation === wanted)
    .map((each) => ({ ...each, value: decodedOf(each) }))
    .filter(({ provider, value, earlier }) => {
      const request = encoded(provider.name, wanted, { value, space });
      return isAccepted(provider, request, { readings: defaultOptions(provider.readings), earlier });
    });
  return [...new Map(usable.map(({ value, earlier }) => [JSON.stringify(value), { value, earlier }])).values()];
}

const chosenIn = ({ readings }: Provider): fc.Arbitrary<AnyReadingOptions> =>
  fc.record(
    Object.fromEntries(
      Object.entries(readings).map(([name, { default: usual, options }]) => [
        name,
        fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...Object.keys(options))),
      ]),
    ),
  );

const runs = { seed: 20261129, numRuns: 100 };

describe('the request schemas', () => {
  test('are satisfied by every request that a contract case has accepted', () => {
    const wrong = accepted
      .map(({ provider, operation, request, readings, name }) => [
        name,
        ...judged(provider.name, operation, request, readings),
      ])
      .filter(({ length }) => length > 1);
    expect(wrong).toEqual([]);
    expect(new Set(accepted.map(({ operation }) => operation))).toEqual(
      new Set(operations.map((each) => each.operation)),
    );
  });

  test('are held against the checks that look at nothing but the form', () => {
    const seen = operations.flatMap(({ provider, operation }) =>
      basesOf(operation).flatMap(({ value }) => {
        const request = encoded(provider.name, operation, { value, space });
        return seenOfForm(provider, request, defaultOptions(provider.readings))?.checks ?? [];
      }),
    );
    const names = new Set(seen);
    for (const check of Object.keys(beyondTheSchema)) expect(names).toContain(check);
    for (const check of ['ytx/fields-are-text', 'ytx/creator-is-a-phone', 'xylink/group-list-is-a-list']) {
      expect(names).toContain(check);
    }
    for (const check of [
      'ytx/sign-is-right',
      'ytx/booktime-is-not-past',
      'xylink/room-exists',
      'xylink/client-is-known',
    ]) {
      expect(names).not.toContain(check);
    }
  });
});

describe('the request schema of createGroups says what the simulator does', () => {
  const member = { id: 101000001, type: 5 };
  const manual = { mode: 'manual', groupList: [{ groupName: 'a', memberList: [member] }] };

  test.each<readonly [says: string, fields: Fields, isRight: boolean]>([
    [
      'participantNumber 5',
      { ...manual, groupList: [{ groupName: 'a', memberList: [{ ...member, participantNumber: 5 }] }] },
      true,
    ],
    ['a group without groupName', { ...manual, groupList: [{ memberList: [member] }] }, true],
    ['a group with groupName 5', { ...manual, groupList: [{ groupName: 5, memberList: [member] }] }, false],
    ['groupName 5', { groupCount: 1, groupName: 5 }, true],
    ['groupCount 0', { groupCount: 0 }, false],
    ['groupCount 1', { groupCount: 1 }, true],
  ])('to %s', (_says, fields, isRight) => {
    expect(judgedAndAccepted(fields, {})).toEqual([isRight, isRight]);
  });

  test.each<readonly [says: string, reading: string, groupList: unknown]>([
    ['an empty groupList', 'emptyGroupList=no-groups', []],
    ['an empty memberList', 'emptyMemberList=accepted', [{ groupName: 'a', memberList: [] }]],
  ])('to %s by the reading %s', (_says, reading, groupList) => {
    const [name = '', option = ''] = reading.split('=');
    expect(judgedAndAccepted({ mode: 'manual', groupList }, {})).toEqual([true, false]);
    expect(judgedAndAccepted({ mode: 'manual', groupList }, { [name]: option })).toEqual([true, true]);
  });

  /** Whether a request satisfies the schema, and whether it is accepted by these readings. */
  function judgedAndAccepted(fields: Fields, chosen: AnyReadingOptions): readonly boolean[] {
    const { provider } = operations.find(({ operation }) => operation === 'createGroups') ?? {};
    if (provider === undefined) throw new Error('no provider has createGroups');
    const value = { meetingRoomNumber: '910000000001', ...fields };
    const request = encoded(provider.name, 'createGroups', { value, space });
    const readings = { ...defaultOptions(provider.readings), ...chosen };
    const isRight = judged(provider.name, 'createGroups', request, readings).length === 0;
    return [isRight, isAccepted(provider, request, { readings })];
  }
});

describe.each(operations)('the request schema of $operation', ({ operation, provider, schema }) => {
  test('lets accepted requests be decoded, encoded again, and accepted', () => {
    const plain = accepted.filter((each) => each.isPlain && each.operation === operation).map(decodedOf);
    const bases = basesOf(operation);
    expect(bases.length).toBeGreaterThan(0);
    expect(bases.map(({ value }) => value)).toEqual(expect.arrayContaining(plain));
  });

  test('has only values whose form is right', () => {
    let right = 0;
    fc.assert(
      fc.property(valuesOf(schema), chosenIn(provider), (value, readings) => {
        const request = encoded(provider.name, operation, { value: value as Fields, space });
        // A reading may take an empty text away, and then the request is another.
        if (holdsWith({ provider, operation, request, readings })) right += 1;
      }),
      runs,
    );
    expect(right).toBeGreaterThan(runs.numRuns / 4);
  });

  test('is broken by no request that is accepted, and satisfied by none whose form is wrong', () => {
    const places = placesIn(schema);
    if (places.length === 0) return;
    const bases = basesOf(operation);
    let broken = 0;
    const changed = fc.record({
      base: fc.constantFrom(...bases),
      place: fc.constantFrom(...places),
      change: changes,
      readings: chosenIn(provider),
    });
    fc.assert(
      fc.property(changed, ({ base: { value, earlier }, place, change, readings }) => {
        const request = encoded(provider.name, operation, { value: changedAt(value, place, change) as Fields, space });
        if (!holdsWith({ provider, operation, request, readings, earlier })) broken += 1;
      }),
      { ...runs, numRuns: runs.numRuns + 30 * places.length },
    );
    expect(broken).toBeGreaterThan(0);
  });
});
