/** A piece of JSON text; `broken` is what can be none, and then `end` is where it goes wrong. */
interface Token {
  readonly kind: string;
  readonly end: number;
}

type Expecting = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'after value';

/**
 * Where a text ceases to be JSON, in UTF-16 units from 0; its length when it only breaks off.
 *
 * `JSON.parse` says so for some errors and quotes the text for others, which may hold a credential. It walks without
 * recursion: a text may open more brackets than a stack holds.
 */
export function whereJsonBreaks(text: string): number {
  const open: string[] = [];
  let expecting: Expecting = 'value';
  let at = afterSpace(text, 0);
  while (at < text.length) {
    const { kind, end } = tokenAt(text, at);
    const next: Expecting | undefined = steps[expecting](kind, open);
    if (next === undefined) return kind === 'broken' ? end : at;
    expecting = next;
    at = afterSpace(text, end);
  }
  return text.length;
}

type Step = (kind: string, open: string[]) => Expecting | undefined;

/** What is expected once a token has been met, or undefined when it does not fit. They keep the brackets that are open. */
const steps: Readonly<Record<Expecting, Step>> = {
  value: afterValueStart,
  'first item': (kind, open) => (kind === ']' ? close(kind, open) : afterValueStart(kind, open)),
  'first name': (kind, open) => (kind === '}' ? close(kind, open) : afterName(kind)),
  name: afterName,
  colon: (kind) => (kind === ':' ? 'value' : undefined),
  'after value': (kind, open) => (kind === ',' ? afterComma(open) : close(kind, open)),
};

function afterName(kind: string): Expecting | undefined {
  return kind === 'string' ? 'colon' : undefined;
}

function afterValueStart(kind: string, open: string[]): Expecting | undefined {
  if (kind === 'string' || kind === 'scalar') return 'after value';
  if (kind !== '{' && kind !== '[') return undefined;
  open.push(kind === '{' ? '}' : ']');
  return kind === '{' ? 'first name' : 'first item';
}

function afterComma(open: readonly string[]): Expecting | undefined {
  const innermost = open.at(-1);
  if (innermost === undefined) return undefined;
  return innermost === '}' ? 'name' : 'value';
}

function close(kind: string, open: string[]): Expecting | undefined {
  if (open.at(-1) !== kind) return undefined;
  open.pop();
  return 'after value';
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1;
  return at;
}

function tokenAt(text: string, at: number): Token {
  const character = text.charAt(at);
  if ('{}[],:'.includes(character)) return { kind: character, end: at + 1 };
  if (character === '"') return stringAt(text, at);
  const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  scalar.lastIndex = at;
  return scalar.test(text) ? { kind: 'scalar', end: scalar.lastIndex } : { kind: 'broken', end: at };
}

function stringAt(text: string, from: number): Token {
  const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
  let at = from + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') return { kind: 'string', end: at + 1 };
    escape.lastIndex = at;
    if (character < ' ' || (character === '\\' && !escape.test(text))) return { kind: 'broken', end: at };
    at = character === '\\' ? escape.lastIndex : at + 1;
  }
  return { kind: 'broken', end: at };
}
