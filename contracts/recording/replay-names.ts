import { textOfBody } from './body.js';
import type { Numbering } from './names.js';
import { placeholdersIn } from './placeholder.js';
import type { RecordedCase } from './recording.js';

/** The placeholders of a recorded case, in the order in which its requests and replies name them. */
export function namesIn({ steps }: Pick<RecordedCase, 'steps'>): readonly string[] {
  const texts = steps.flatMap(({ request, reply }) => [
    request.target,
    ...Object.values(request.headers),
    textOfBody(request.body),
    ...Object.values(reply.headers),
    textOfBody(reply.body),
  ]);
  return [...new Set(texts.flatMap(placeholdersIn))];
}

/**
 * Names what a client brings along by the recording: the first value of a kind is the first of that kind that nobody has
 * yet. So equal requests get equal names, and what the recording does not know is `<kind:0>`.
 */
export function replayNumbering(recorded: readonly string[], isTaken: (name: string) => boolean): Numbering {
  return (kind) => {
    const isFree = (name: string): boolean =>
      name.startsWith(`${kind}:`) && /^\d+$/.test(name.slice(kind.length + 1)) && !isTaken(name);
    return recorded.find(isFree) ?? `${kind}:0`;
  };
}
