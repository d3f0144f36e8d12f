/** Two things that stand for each other; `expected` is undefined for what is too much, `received` for what is missing. */
export interface Pair {
  readonly expected: string | undefined;
  readonly received: string | undefined;
}

/** How one list becomes another, and how much that takes. */
export interface Alignment {
  readonly cost: number;
  readonly pairs: readonly Pair[];
}

const done: Alignment = { cost: 0, pairs: [] };

/** What it costs that something is missing, or too much. */
const gap = 1;

/** Lays two lists side by side as cheaply as can be; `replacing` is the price of putting one in the other's place. */
export function aligned(
  expected: readonly string[],
  received: readonly string[],
  replacing: (expected: string, received: string) => number,
): Alignment {
  const known = new Map<string, Alignment>();
  const from = (index: number, other: number): Alignment => {
    const place = `${index} ${other}`;
    const before = known.get(place);
    if (before !== undefined) return before;
    const found = cheapest(waysFrom(index, other));
    known.set(place, found);
    return found;
  };
  const waysFrom = (index: number, other: number): readonly Alignment[] => {
    const [wanted, given] = [expected[index], received[other]];
    const ways: Alignment[] = [];
    if (wanted !== undefined && given !== undefined) {
      ways.push(behind(from(index + 1, other + 1), { expected: wanted, received: given }, replacing(wanted, given)));
    }
    if (wanted !== undefined) ways.push(behind(from(index + 1, other), { expected: wanted, received: undefined }, gap));
    if (given !== undefined) ways.push(behind(from(index, other + 1), { expected: undefined, received: given }, gap));
    return ways;
  };
  return from(0, 0);
}

const behind = (rest: Alignment, pair: Pair, cost: number): Alignment => ({
  cost: rest.cost + cost,
  pairs: [pair, ...rest.pairs],
});

/** The first of the cheapest; the end of both lists where there is no way on. */
function cheapest([first = done, ...others]: readonly Alignment[]): Alignment {
  return others.reduce((best, each) => (each.cost < best.cost ? each : best), first);
}
