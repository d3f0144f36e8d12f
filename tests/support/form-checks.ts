import type { IncomingRequest } from '../../simulator/core/requests/incoming-request.js';
import type { AnyCheck } from '../../simulator/core/pipeline/check.js';
import { passes } from '../../simulator/core/pipeline/pipeline.js';
import type { Provider } from '../../simulator/core/provider.js';
import type { AnyReadingOptions } from '../../simulator/core/pipeline/reading.js';
import { endpointOf } from '../../simulator/core/requests/router.js';

/** Thrown when a check looks at more than the form of a request. One for all: each new error takes a stack. */
const looksElsewhere = new Error('it looks at more than the form of a request');

/** An object with these members only. A check that reads another member is not about form. */
const only = (members: Readonly<Record<string, unknown>>): object =>
  new Proxy(members, {
    get(target, name) {
      if (typeof name === 'string' && Object.hasOwn(target, name)) return target[name];
      throw looksElsewhere;
    },
  });

/** What the checks about form say of a request. */
export interface FormSeen {
  /** Those that looked at nothing but the path's and the body's content, in order. */
  readonly checks: readonly string[];
  /** The first of them that does not hold. */
  readonly refusedBy: AnyCheck | undefined;
}

/**
 * Examines the form checks of an operation, and no other.
 *
 * Which they are follows from what they look at: a check that asks for the clock, a document, a limit, a header, the query or what
 * such a check found is about identity or state. Undefined when the request is of no operation.
 */
export function seenOfForm(
  provider: Provider,
  request: IncomingRequest,
  readings: AnyReadingOptions,
): FormSeen | undefined {
  const routed = provider.findRoute(request, readings);
  if (!routed.modelled) return undefined;
  const { body } = request;
  const known: Record<string, unknown> = { request: only({ body }), readings, route: routed.route };
  const checks: string[] = [];
  for (const check of endpointOf(provider, routed.operation).checks.list) {
    const outcome = examined(check, only(known));
    if (outcome === undefined) continue;
    checks.push(check.name);
    if (!passes(check, outcome.value)) return { checks, refusedBy: check };
    if (check.provides !== undefined) known[check.provides] = outcome.value;
  }
  return { checks, refusedBy: undefined };
}

/** What a check finds; undefined when it is not about form. */
function examined(check: AnyCheck, known: object): { readonly value: unknown } | undefined {
  try {
    return { value: check.evaluate(known as never) };
  } catch (error) {
    if (error === looksElsewhere) return undefined;
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** What the schema cannot say of a form: for the check that refuses it, when it may. */
export const beyondTheSchema: Readonly<Record<string, (value: Fields) => boolean>> = {
  'ytx/booktime-is-an-instant': ({ booktime }) => !isDay(String(booktime).slice(0, 10)),
  'xylink/handler-url-is-usable': ({ handlerUrl, registration }) =>
    !URL.canParse(String(handlerUrl ?? (registration as Fields)['handlerUrl'])),
  'xylink/conf-numbers-agree': ({ confNumber, registration }) => (registration as Fields)['confNumber'] !== confNumber,
  'xylink/members-are-named-once': ({ groupList }) => {
    const members = (groupList as readonly { readonly memberList: readonly Fields[] }[]).flatMap(
      (each) => each.memberList,
    );
    const names = members.map(({ id, type }) => `${Number(id)}/${Number(type)}`);
    return new Set(names).size < names.length;
  },
};

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** The form check that refuses a request for every choice of the readings that it names. */
export function refusedByForm(
  provider: Provider,
  request: IncomingRequest,
  readings: AnyReadingOptions,
  before: readonly string[] = [],
): string | undefined {
  const refusedBy = seenOfForm(provider, request, readings)?.refusedBy;
  if (refusedBy === undefined) return undefined;
  const others = refusedBy.readings.reduce<readonly AnyReadingOptions[]>(
    (all, name) =>
      Object.keys(provider.readings[name]?.options ?? {}).flatMap((option) =>
        all.map((each) => ({ ...each, [name]: option })),
      ),
    [readings],
  );
  const passesWith = (each: AnyReadingOptions): boolean => {
    const seen = seenOfForm(provider, request, each);
    return seen?.refusedBy?.name !== refusedBy.name && seen?.checks.includes(refusedBy.name) !== false;
  };
  const lenient = others.find(passesWith);
  if (lenient === undefined || before.includes(refusedBy.name)) return refusedBy.name;
  return refusedByForm(provider, request, lenient, [...before, refusedBy.name]);
}
