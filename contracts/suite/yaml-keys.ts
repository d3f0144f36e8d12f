import { type Event, EVENT_ID } from 'js-yaml';

/** A mistake in a YAML text, and its offset. */
interface KeyProblem {
  readonly says: string;
  readonly offset: number;
}

/** What to do about `{{` outside quotes, which YAML reads as a mapping in a mapping. */
export const quoteTemplates = 'a text with {{…}} needs quotes: "{{…}}"';

/** A mapping whose entries are being read, or something else that holds values. */
interface Open {
  readonly isMapping: boolean;
  isKeyNext: boolean;
}

/**
 * The first key that is a mapping or a list, which no value of JSON can have; undefined if there is none. Usually it is a
 * template without quotes: the parser finds it only when it constructs the values, and no longer knows its place.
 */
export function keyProblem(events: readonly Event[], text: string): KeyProblem | undefined {
  const open: Open[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const parent = open.at(-1);
    const start = startOfCollection(event);
    if (parent?.isMapping === true && parent.isKeyNext && start !== undefined) return problemAt(start, text);
    if (parent !== undefined) parent.isKeyNext = !parent.isKeyNext;
    if (start !== undefined || event.type === EVENT_ID.DOCUMENT) {
      open.push({ isMapping: event.type === EVENT_ID.MAPPING, isKeyNext: true });
    }
  }
  return undefined;
}

const startOfCollection = (event: Event): number | undefined =>
  event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE ? event.start : undefined;

function problemAt(start: number, text: string): KeyProblem {
  return text.startsWith('{{', start - 1)
    ? { offset: start - 1, says: quoteTemplates }
    : { offset: start, says: 'a key must be a text, not a mapping or a list' };
}
