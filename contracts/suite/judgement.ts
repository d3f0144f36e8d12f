import type { Then } from './case.js';
import { lacks } from './json.js';
import type { RawReply } from '../../client/index.js';

/** Says whether a reply's JSON fits the operation's response schema, as problems; none when it does. */
export type FitsContract = (operation: string, reply: unknown) => readonly string[];

const decoder = new TextDecoder();

/** A reply's body as JSON, boxed; undefined when it is none. */
export function jsonOf({ body }: RawReply): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(decoder.decode(body)) as unknown };
  } catch {
    return undefined;
  }
}

/** In what a reply differs from what a case expects; nothing when it is as expected. */
export function differences(
  reply: RawReply,
  then: Then,
  { operation, fits }: { readonly operation: string; readonly fits: FitsContract },
): readonly string[] {
  const text = decoder.decode(reply.body);
  const refusedBy = reply.headers['simulator-refused-by'];
  if (then.notModelled === true) return reply.status === 501 ? [] : [`expected 501, received ${reply.status} ${text}`];
  return [
    // A real provider has no such header: there the bytes alone must do.
    ...(refusedBy === then.refusedBy || (refusedBy === undefined && then.body !== undefined && isFaithful(reply))
      ? []
      : [`expected ${whoRefuses(then.refusedBy)}, received ${whoRefuses(refusedBy)}`]),
    ...(then.body === undefined || then.body === text ? [] : [`expected the body ${then.body}, received ${text}`]),
    ...(then.pattern === undefined || new RegExp(then.pattern, 'u').test(text)
      ? []
      : [`expected a body like ${then.pattern}, received ${text}`]),
    ...lacks(jsonOf(reply)?.value, then.holds ?? {}).map((at) => `${at} is not as expected in ${text}`),
    ...fits(operation, jsonOf(reply)?.value).map((problem) => `off contract: ${problem}`),
  ];
}

const whoRefuses = (check: string | undefined): string =>
  check === undefined ? 'an acceptance' : `a refusal by ${check}`;

const isFaithful = ({ headers }: RawReply): boolean =>
  !Object.keys(headers).some((name) => name.startsWith('simulator-'));
