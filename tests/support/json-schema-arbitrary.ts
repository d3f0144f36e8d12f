import fc from 'fast-check';
import { judge } from '../../simulator/platform/judge.js';

/** As much of JSON Schema as the contracts' request schemas use; what else they used would be generated too freely. */
export interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly if?: Schema;
  readonly then?: Schema;
  readonly allOf?: readonly Schema[];
}

/** Values that satisfy a schema, members that it does not name among them. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const { const: only, enum: some, oneOf, type } = schema;
  if (only !== undefined) return fc.constant(only);
  if (some !== undefined) return fc.constantFrom(...some);
  if (oneOf !== undefined) return fc.oneof(...oneOf.map(valuesOf));
  if (type === undefined) return fc.jsonValue();
  const types = [type].flat();
  return fc.oneof(...types.map((each) => valuesOfType(each, schema)));
}

function valuesOfType(type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.maxSafeInteger().filter((value) => isWithin(schema, value));
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case 'object':
      return objects(schema);
    default:
      throw new Error(`no values of type ${type} are generated yet: add them here`);
  }
}

const isWithin = ({ minimum = -Infinity, maximum = Infinity }: Schema, value: number): boolean =>
  value >= minimum && value <= maximum;

/** Mostly what can be printed; line ends, because `.` of a pattern does not match them. */
const characters = fc.oneof(
  { weight: 8, arbitrary: fc.string({ minLength: 1, maxLength: 1 }) },
  fc.constantFrom('\n', '\r', '\u2028', '云'),
);

function texts({ pattern, minLength = 0 }: Schema): fc.Arbitrary<string> {
  return pattern === undefined
    ? fc.string({ unit: characters, minLength, maxLength: 20 })
    : fc.stringMatching(new RegExp(pattern));
}

/** Objects with what is required, and mostly with what is not; then as the conditions want them. */
function objects(schema: Schema): fc.Arbitrary<object> {
  const { properties = {}, required = [] } = schema;
  const members = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valuesOf(each)]));
  const named = fc.record(members, { requiredKeys: [...required], noNullPrototype: true });
  const others = fc.dictionary(fc.stringMatching(/^x[a-z]{1,5}$/), fc.jsonValue(), {
    maxKeys: 2,
    noNullPrototype: true,
  });
  return conditionsOf(schema).reduce<fc.Arbitrary<object>>(
    (generated, { when, demanded }) =>
      generated.chain((value) =>
        judge(when, value).length > 0
          ? fc.constant(value)
          : demanded.map((wanted): object => ({ ...value, ...wanted })),
      ),
    fc.tuple(named, others).map(([known, unknown]) => ({ ...unknown, ...known })),
  );
}

/** A condition on an object, and what it must have instead of what it had where the condition holds. */
interface Condition {
  readonly when: object;
  readonly demanded: fc.Arbitrary<object>;
}

function conditionsOf({ properties = {}, allOf = [], ...schema }: Schema): readonly Condition[] {
  const conditions = schema.if === undefined ? allOf : [...allOf, schema];
  return conditions.map(({ if: when = {}, then = {} }) => {
    const names = [...new Set([...(then.required ?? []), ...Object.keys(then.properties ?? {})])];
    const members = names.map((name) => [name, valuesOf({ ...properties[name], ...then.properties?.[name] })] as const);
    const demanded = fc.record(Object.fromEntries(members), { noNullPrototype: true });
    return { when: { type: 'object', ...when }, demanded };
  });
}

/** A place in a value: names of members and indices of items. */
export type Place = readonly (string | number)[];

/** Every place that a schema speaks of, those in the first item of its lists among them. */
export function placesIn({ properties = {}, items, oneOf = [] }: Schema): readonly Place[] {
  const members = Object.entries(properties).flatMap(([name, each]): readonly Place[] => [
    [name],
    ...placesIn(each).map((place) => [name, ...place]),
  ]);
  const inItems = items === undefined ? [] : [[0], ...placesIn(items).map((place) => [0, ...place])];
  return [...members, ...inItems, ...oneOf.flatMap(placesIn)];
}

/** What stands at a place instead: undefined for nothing. */
export type Change = (before: unknown) => unknown;

/** The value with a place changed; as it is where the place is not to be found. */
export function changedAt(value: unknown, [name, ...rest]: Place, change: Change): unknown {
  if (typeof value !== 'object' || value === null || name === undefined) return value;
  const copy = (Array.isArray(value) ? value.slice() : { ...value }) as Record<string | number, unknown>;
  const after = rest.length === 0 ? change(copy[name]) : changedAt(copy[name], rest, change);
  if (after !== undefined) copy[name] = after;
  else if (Array.isArray(copy)) copy.splice(Number(name), 1);
  else Reflect.deleteProperty(copy, name);
  return copy;
}

const ofTexts =
  (edit: (text: string) => string): Change =>
  (before) =>
    typeof before === 'string' ? edit(before) : before;

/** Values that come close to what a member should hold, and any others. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    5,
    0,
    1,
    -1,
    1.5,
    2 ** 53,
    '',
    '0',
    '1',
    '2',
    '5',
    '6',
    '-6',
    '1e3',
    '0'.repeat(16),
    true,
    null,
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [{}],
    [null],
    'manual',
    'http://',
    'http://a b',
    'NewUserCall',
    'NemoHands',
    ...[10, 11, 12].map((digits) => '1'.repeat(digits)),
  ),
  fc.jsonValue(),
);

/** Takes a member or an item away, puts any other there, makes a text one character shorter or longer, or breaks its line. */
export const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.constant(() => undefined),
  { weight: 4, arbitrary: anything.map((value) => () => value) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ofTexts((text) => text.slice(0, -1)),
      ofTexts((text) => `${text}0`),
      ofTexts((text) => `${text}\n`),
      ofTexts((text) => `${text}\u2028${text}`),
    ),
  },
);
