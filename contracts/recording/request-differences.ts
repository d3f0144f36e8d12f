import { textOfBody } from './body.js';
import type { RecordedRequest } from './recording.js';

/** Something of a request that is not as it was recorded; both sides are normalised and hold no secret. */
export interface RequestDifference {
  readonly says: string;
  readonly expected?: string;
  readonly received?: string;
}

/** In what a request is not the recorded one; nothing when it is the same. */
export function requestDifferences(recorded: RecordedRequest, sent: RecordedRequest): readonly RequestDifference[] {
  const headers = [...new Set([...Object.keys(recorded.headers), ...Object.keys(sent.headers)])].sort();
  return [
    ...differing('method', recorded.method, sent.method),
    ...differing('host', recorded.host, sent.host),
    ...differing('target', recorded.target, sent.target),
    ...headers.flatMap((name) => differing(`header ${name}`, recorded.headers[name], sent.headers[name])),
    ...differing('body', textOfBody(recorded.body), textOfBody(sent.body)),
    ...differing('signature', recorded.signature, sent.signature),
  ];
}

function differing(what: string, recorded: string | undefined, sent: string | undefined): readonly RequestDifference[] {
  if (recorded === sent) return [];
  return [
    {
      says: `the request is not the recorded one: its ${what}`,
      ...(recorded !== undefined && { expected: recorded }),
      ...(sent !== undefined && { received: sent }),
    },
  ];
}
