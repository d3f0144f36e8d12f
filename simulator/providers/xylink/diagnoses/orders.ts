/** All orders of a few things: four have 24. */
export function orders<Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((first, index) =>
    orders(things.toSpliced(index, 1)).map((others): readonly Thing[] => [first, ...others]),
  );
}
