import type { TemplateValues } from './values.js';

/** Gives the value of an expression; an empty text where it is missing. */
export type Evaluate = (values: TemplateValues) => unknown;

/** What the expressions of a text may read, and the label of their random values. */
export interface ExpressionScope {
  /** The placeholders in the stub's path. */
  readonly placeholders: readonly string[];
  /** Headers and query parameters, in lower case, that hold credentials. */
  readonly credentialNames: readonly string[];
  readonly label: string;
}

/** The parts of an expression: `random.digits` and its parameters. */
interface WrittenExpression {
  readonly path: hbs.AST.Node;
  readonly params: readonly hbs.AST.Node[];
  /** Undefined without named parameters, which the types of the package do not say. */
  readonly hash?: hbs.AST.Hash | undefined;
}

/** Headers that hold credentials of any provider, or of a proxy. */
const secretHeaders: readonly string[] = ['authorization', 'proxy-authorization', 'cookie'];

/** Compiles one expression; a text says why it has none of the forms that stubs know. */
export function compileExpression(
  { path, params, hash }: WrittenExpression,
  scope: ExpressionScope,
): Evaluate | string {
  if (!isPath(path) || path.data || path.depth > 0 || hash !== undefined) return unknownForm;
  const [root = '', ...members] = path.parts;
  if (root === 'random') return compileRandom(members, params.map(wholeNumberIn), scope.label);
  return params.length === 0 ? compileLookup(root, members, scope) : unknownForm;
}

function compileLookup(root: string, members: readonly string[], scope: ExpressionScope): Evaluate | string {
  switch (root) {
    case 'path':
      return compilePath(members, scope);
    case 'query':
    case 'header':
      return compileParameter(root, members, scope);
    case 'body':
      return ({ body }) => {
        const value = memberOf(body(), members);
        return value === undefined ? '' : value;
      };
    case 'now':
      return compileNow(members);
    default:
      return unknownForm;
  }
}

const unknownForm =
  'has an expression that stubs do not have; use path.NAME, query.NAME, header.NAME, body.NAME, now, now.ms, now.seconds, ' +
  'random.digits N, random.hex N, random.number FROM TO or random.uuid';

const isPath = (node: hbs.AST.Node): node is hbs.AST.PathExpression => node.type === 'PathExpression';

function compilePath([name = '', ...others]: readonly string[], { placeholders }: ExpressionScope): Evaluate | string {
  if (others.length === 0 && placeholders.includes(name)) return ({ path }) => path(name);
  const known = placeholders.length === 0 ? 'the path has no placeholder' : `use one of: ${placeholders.join(', ')}`;
  return `reads a placeholder that the path of the stub does not have; ${known}`;
}

function compileParameter(
  root: 'query' | 'header',
  [name = '', ...others]: readonly string[],
  { credentialNames }: ExpressionScope,
): Evaluate | string {
  if (name === '' || others.length > 0) return `needs one name after ${root}: ${root}.NAME`;
  const plain = name.toLowerCase();
  if (credentialNames.includes(plain) || secretHeaders.includes(plain)) {
    return `reads a credential (${root}.${plain}), which no stub may send on`;
  }
  return (values) => values[root](name) ?? '';
}

/** A member of a value itself, never of its prototype; undefined if it is missing. Null is a value. */
function memberOf(value: unknown, members: readonly string[]): unknown {
  let found = value;
  for (const name of members) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}

function compileNow(members: readonly string[]): Evaluate | string {
  switch (members.join('.')) {
    case '':
      return ({ now }) => inChinaTime(now);
    case 'ms':
      return ({ now }) => now;
    case 'seconds':
      return ({ now }) => Math.floor(now / 1000);
    default:
      return 'has an unknown form of now; use now (ISO 8601 at +08:00), now.ms or now.seconds';
  }
}

const eightHours = 8 * 60 * 60 * 1000;

const inChinaTime = (now: number): string => `${new Date(now + eightHours).toISOString().slice(0, 19)}+08:00`;

/** The maximum number of digits that one expression draws. */
const maxDigits = 64;

function compileRandom(members: readonly string[], numbers: readonly number[], label: string): Evaluate | string {
  switch (members.join('.')) {
    case 'digits':
      return withCount(
        'random.digits',
        numbers,
        (count) =>
          ({ random }) =>
            random.digits(label, count),
      );
    case 'hex':
      return withCount('random.hex', numbers, (count) => ({ random }) => {
        return hex(count, (at) => random.below(`${label}/${at}`, 16));
      });
    case 'number':
      return compileRange(numbers, label);
    case 'uuid':
      if (numbers.length > 0) return 'has a parameter; random.uuid takes none';
      return ({ random }) => uuid((at, below) => random.below(`${label}/${at}`, below));
    default:
      return unknownForm;
  }
}

function withCount(
  name: string,
  [count = -1, ...others]: readonly number[],
  draw: (count: number) => Evaluate,
): Evaluate | string {
  const isCount = others.length === 0 && count >= 1 && count <= maxDigits;
  return isCount ? draw(count) : `needs a whole number from 1 to ${maxDigits}: ${name} 6`;
}

function compileRange([from = -1, to = -1, ...others]: readonly number[], label: string): Evaluate | string {
  if (others.length > 0 || from < 0 || to < from || to - from >= 2 ** 32) {
    return 'needs two whole numbers from 0 on, the lower one first: random.number 1 100';
  }
  return ({ random }) => from + random.below(label, to - from + 1);
}

function wholeNumberIn(node: hbs.AST.Node): number {
  const value = node.type === 'NumberLiteral' ? (node as hbs.AST.NumberLiteral).value : -1;
  return Number.isSafeInteger(value) ? value : -1;
}

const hex = (count: number, draw: (at: number) => number): string =>
  Array.from({ length: count }, (_, at) => draw(at).toString(16)).join('');

/** A random UUID, version 4. */
function uuid(draw: (at: number, below: number) => number): string {
  const digits = hex(32, (at) => (at === 12 ? 4 : at === 16 ? 8 + draw(at, 4) : draw(at, 16)));
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
