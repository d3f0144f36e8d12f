/** So long, ms, is worked at one go before others are answered. */
const slice = 20;

/** Changes one item after the other, and lets the event loop turn whenever a slice of time is over. */
export async function inSlices<Item, Changed>(
  items: readonly Item[],
  change: (item: Item) => Changed,
): Promise<readonly Changed[]> {
  const changed: Changed[] = [];
  let began = performance.now();
  for (const item of items) {
    changed.push(change(item));
    if (performance.now() - began < slice) continue;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
  return changed;
}
