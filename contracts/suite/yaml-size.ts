import { type Event, EVENT_ID } from 'js-yaml';

/** The default limit of values in a YAML file; an alias counts as all values of its anchor. */
const defaultMaxValues = 1_000_000;

/** The state of counting: the values so far, the values of each anchor, and the values without an end yet. */
interface Count {
  values: number;
  readonly ofAnchors: Map<string | undefined, number>;
  readonly open: { readonly anchor: string | undefined; readonly valuesBefore: number }[];
}

/** Why the values of a text cannot be constructed, and the offset of the alias that is the reason. */
interface SizeProblem {
  readonly says: string;
  readonly offset: number;
}

/**
 * Why the values of a YAML text are too many or infinite; undefined when they are not. Aliases of aliases make millions of
 * values from a few lines, so they are counted before a value is constructed.
 */
export function sizeProblem(
  events: readonly Event[],
  text: string,
  maxValues = defaultMaxValues,
): SizeProblem | undefined {
  const count: Count = { values: 0, ofAnchors: new Map(), open: [] };
  for (const event of events) {
    const anchor = anchorOf(event, text);
    const offset = 'anchorStart' in event ? Math.max(0, event.anchorStart - 1) : 0;
    if (event.type === EVENT_ID.ALIAS && count.open.some((value) => value.anchor === anchor)) {
      return { offset, says: 'has an alias inside the value that it stands for' };
    }
    add(count, event, anchor);
    if (count.values > maxValues) {
      return { offset, says: `has more than ${maxValues} values, counting each alias as what it stands for` };
    }
  }
  return undefined;
}

function add(count: Count, { type }: Event, anchor: string | undefined): void {
  const { ofAnchors, open } = count;
  if (type === EVENT_ID.POP) {
    const closed = open.pop();
    if (closed !== undefined) ofAnchors.set(closed.anchor, count.values - closed.valuesBefore);
  } else if (type === EVENT_ID.ALIAS) {
    count.values += ofAnchors.get(anchor) ?? 0;
  } else {
    if (type === EVENT_ID.SCALAR) ofAnchors.set(anchor, 1);
    else open.push({ anchor, valuesBefore: count.values });
    count.values += 1;
  }
}

const anchorOf = (event: Event, text: string): string | undefined =>
  'anchorStart' in event && event.anchorStart >= 0 ? text.slice(event.anchorStart, event.anchorEnd) : undefined;
