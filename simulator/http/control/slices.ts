import { isJsonObject } from '../../../contracts/json.js';

/** So long, ms, is worked at one go before others are answered. */
const slice = 20;

/** A pause for others whenever a slice of time is over; to be awaited between two pieces of work. */
function pauses(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < slice) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        began = performance.now();
        resolve();
      });
    });
  };
}

/** Changes one item after the other, and lets the event loop turn whenever a slice of time is over. */
export async function inSlices<Item, Changed>(
  items: readonly Item[],
  change: (item: Item) => Changed,
): Promise<readonly Changed[]> {
  const changed: Changed[] = [];
  const pause = pauses();
  for (const item of items) {
    changed.push(change(item));
    await pause();
  }
  return changed;
}

/** Runs work to its end; others are answered between one step and the next. */
export async function withPauses<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  const pause = pauses();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause();
  }
}

/** How deep a value is taken apart: a world's parts, their sections, and the entities in these. */
const levels = 3;

/** The same text as `JSON.stringify(value, null, 2)`; others are answered between one entity and the next. */
export async function jsonInSlices(value: unknown): Promise<string> {
  const texts: string[] = [];
  const pause = pauses();
  const write = async (each: unknown, level: number): Promise<void> => {
    const indent = '  '.repeat(level);
    const members = isJsonObject(each) ? Object.entries(each).filter(([, member]) => member !== undefined) : [];
    if (level === levels || members.length === 0) {
      texts.push(JSON.stringify(each, null, 2).replaceAll('\n', `\n${indent}`));
      return;
    }
    let before = '{';
    for (const [name, member] of members) {
      texts.push(`${before}\n${indent}  ${JSON.stringify(name)}: `);
      before = ',';
      await write(member, level + 1);
      await pause();
    }
    texts.push(`\n${indent}}`);
  };
  await write(value, 0);
  return texts.join('');
}
