import { escapedTexts } from './escapes.js';
import { jsonTexts } from './json-texts.js';

/** What may have been signed in place of a body, made once for a diagnosis. */
export interface Bodies {
  /** Without the byte order mark that it has, or with the one that it has not. */
  readonly otherwiseMarked: Uint8Array;
  /** Its JSON with other spaces, keys in another order, or nulls left out. */
  readonly reserialised: readonly Uint8Array[];
  /** Its JSON as programs write it that escape more than they need. */
  readonly escaped: readonly Escaped[];
}

/** A body with `\uXXXX` in place of characters, and the same without. */
export interface Escaped {
  readonly body: Uint8Array;
  readonly without: Uint8Array;
}

/** Only so many of the texts that re-serialising gives, the likeliest, are escaped too. */
const mostEscaped = 50;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Makes them; where the body is no JSON, only the first. */
export function bodiesOf(body: Uint8Array): Bodies {
  const sent = decoder.decode(body);
  const texts = jsonTexts(body);
  return {
    otherwiseMarked: otherwiseMarked(body),
    reserialised: texts.filter((text) => text !== sent).map((text) => encoder.encode(text)),
    escaped: texts.slice(0, mostEscaped).flatMap((text) => {
      const without = encoder.encode(text);
      return escapedTexts(text).map((each) => ({ body: encoder.encode(each), without }));
    }),
  };
}

const mark = Uint8Array.of(0xef, 0xbb, 0xbf);

function otherwiseMarked(body: Uint8Array): Uint8Array {
  if (mark.every((byte, index) => byte === body[index])) return body.subarray(mark.length);
  const marked = new Uint8Array(mark.length + body.length);
  marked.set(mark);
  marked.set(body, mark.length);
  return marked;
}
