import type { CallOptions } from './prepared.js';

/** A method whose own types are forgotten: `never` is what a function that takes anything accepts. */
type AnyMethod = (input: never, call?: CallOptions) => Promise<unknown>;

/**
 * One method for each operation of a contract's table, so that a new operation is a method without any code.
 *
 * That each name of the table is there with its own method, typed by the same contract, is what entries cannot say.
 */
export function methodsOf<Methods extends object>(
  operations: Readonly<Record<keyof Methods & string, unknown>>,
  methodFor: (operation: keyof Methods & string) => AnyMethod,
): Methods {
  const names = Object.keys(operations) as (keyof Methods & string)[];
  return Object.fromEntries(names.map((name) => [name, methodFor(name)])) as Methods;
}
