/** One method for each operation of a contract's table, so that a new operation is a method without any code. */
export function methodsOf<Methods extends object>(
  operations: Readonly<Record<keyof Methods & string, unknown>>,
  methodFor: <Name extends keyof Methods & string>(operation: Name) => Methods[Name],
): Methods {
  const names = Object.keys(operations) as (keyof Methods & string)[];
  // Every name of the table is there with its own method, which entries cannot say.
  return Object.fromEntries(names.map((name) => [name, methodFor(name)])) as Methods;
}
