import { type Event, EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';

/** The path of a value within a file: `['cases', 3, 'then']`. */
export type YamlPath = readonly (string | number)[];

/** The offsets of a value and of its key; both are the same for an item of a list, which has no key. */
interface YamlPlace {
  readonly path: YamlPath;
  readonly value: number;
  readonly key: number;
}

/** A list or a mapping whose end is not read yet. */
interface OpenCollection {
  readonly place: YamlPlace;
  /** In a list: the number of items read. */
  count: number;
  /** In a mapping: the key whose value comes next; undefined where a key comes next. */
  key: { readonly name: string; readonly offset: number } | undefined;
  readonly isMapping: boolean;
}

/** An event that starts a value or a key. */
type ValueEvent = Exclude<Event, { readonly type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>;

/** The state of reading a text. */
interface EventsReading {
  readonly text: string;
  readonly open: OpenCollection[];
  /** The offset of the part that is not read yet. */
  rest: number;
}

/**
 * The offset of the value of a path, or of its key, in UTF-16 units. If the text has no such value, the offset of the nearest
 * value around it.
 */
export function offsetOf(path: YamlPath, text: string, part: 'value' | 'key'): number {
  const around = placesIn(text).filter((place) => place.path.every((member, index) => member === path[index]));
  const nearest = around.at(-1);
  return nearest?.[nearest.path.length === path.length ? part : 'value'] ?? 0;
}

/** The place of each value of a text; the values of a collection follow it. */
function placesIn(text: string): readonly YamlPlace[] {
  const places: YamlPlace[] = [];
  const reading: EventsReading = { text, open: [], rest: 0 };
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.POP) reading.open.pop();
    else if (event.type !== EVENT_ID.DOCUMENT && !isReadAsKey(event, reading)) places.push(placeOf(event, reading));
  }
  return places;
}

/** Reads the event if it is the next key of a mapping. */
function isReadAsKey(event: ValueEvent, reading: EventsReading): boolean {
  const around = reading.open.at(-1);
  if (event.type !== EVENT_ID.SCALAR || around?.isMapping !== true || around.key !== undefined) return false;
  around.key = { name: getScalarValue(reading.text, event), offset: startOf(event) ?? reading.rest };
  reading.rest = Math.max(reading.rest, event.valueEnd);
  return true;
}

/** Reads the event as a value. */
function placeOf(event: ValueEvent, reading: EventsReading): YamlPlace {
  const place = placeIn(reading.open.at(-1), startOf(event), reading);
  reading.rest = event.type === EVENT_ID.SCALAR ? Math.max(place.value + 1, event.valueEnd) : place.value + 1;
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE)
    reading.open.push({ place, count: 0, key: undefined, isMapping: event.type === EVENT_ID.MAPPING });
  return place;
}

/** The place of the next value in a collection, or of the file's value; `start` is undefined for an empty value. */
function placeIn(around: OpenCollection | undefined, start: number | undefined, reading: EventsReading): YamlPlace {
  if (around === undefined) return { path: [], value: start ?? 0, key: start ?? 0 };
  const { path, value: ofCollection } = around.place;
  if (around.isMapping) {
    const { key = { name: '', offset: ofCollection } } = around;
    around.key = undefined;
    return { path: [...path, key.name], value: start ?? key.offset, key: key.offset };
  }
  const value = start ?? emptyItemIn(reading) ?? ofCollection;
  around.count += 1;
  return { path: [...path, around.count - 1], value, key: value };
}

/** The offset of a value; undefined for an empty value, for which the parser has none. */
function startOf(event: ValueEvent): number | undefined {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  const start = event.type === EVENT_ID.SCALAR ? event.valueStart : event.start;
  return start < 0 ? undefined : start;
}

/** The offset of the next dash of a list that is alone on its line. */
function emptyItemIn({ text, rest }: EventsReading): number | undefined {
  const found = /^[ \t]*-[ \t]*(?:#.*)?$/m.exec(text.slice(rest));
  return found === null ? undefined : rest + found.index + found[0].indexOf('-');
}
