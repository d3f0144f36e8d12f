import { isJsonObject } from '../../contracts/json.js';
import { type AnyCheck, possibleRefusals } from '../core/pipeline/check.js';
import type { Refusal } from '../core/pipeline/refusal.js';
import type { AnyRequestContext, AnyEndpoint, OperationResult, Provider } from '../core/provider.js';
import type { Reply } from '../core/requests/incoming-request.js';
import type { Example } from './examples.js';
import { type Mutant, withChecks, withEndpoint } from './mutant.js';
import { endpointOf } from '../core/requests/router.js';

/** All mutants of a provider; each name begins with the provider's. */
export function mutantsOf(provider: Provider, all: readonly Example[]): readonly Mutant[] {
  const own = all.filter((example) => example.provider === provider.name);
  const mutants = [
    ...own.flatMap((example) => withoutACheck(provider, example)),
    ...withAnotherCode(provider),
    ...own.flatMap((example) => withAnotherType(provider, example)),
    ...own.flatMap((example) => withTheSameReply(provider, example)),
    ...withAnotherClock(provider),
    ...(own.some(({ isLimited }) => isLimited) ? withAnotherLimit(provider) : []),
  ];
  return mutants.map((mutant) => ({ ...mutant, name: `${provider.name}/${mutant.name}` }));
}

/** For each check that a request of an operation can fail: the provider without that check. */
function withoutACheck(provider: Provider, { operation, facts }: Example): readonly Mutant[] {
  const { checks, checkedByRouter: settled = [] } = endpointOf(provider, operation);
  const canRefuse = checks.list.filter(({ name }) => !settled.some((each) => each.name === name));
  return canRefuse.map((check) => ({
    name: `${operation}/without/${check.name}`,
    says: `${operation} is accepted although ${check.scenario.replaceAll('-', ' ')}.`,
    operations: [operation],
    provider: withChecks(
      provider,
      operation,
      checks.list.map((each) => (each === check ? lenient(check, facts) : each)),
    ),
  }));
}

/** A check that never refuses; if it finds no fact, it uses that of the base request. */
function lenient(check: AnyCheck, facts: Example['facts']): AnyCheck {
  const { provides, evaluate } = check;
  if (provides === undefined) return { ...check, evaluate: () => true };
  return { ...check, evaluate: (known) => evaluate(known) ?? facts[provides] };
}

/** For each refusal of a check: the provider that sends another code in it. */
function withAnotherCode(provider: Provider): readonly Mutant[] {
  return refusalsOf(provider).map((refusal) => ({
    name: `code/${refusal.name}`,
    says: `The refusal ${refusal.name} comes with another code.`,
    operations: operationsWith(provider, refusal),
    provider: {
      ...provider,
      refusalReply: (given, readings) =>
        provider.refusalReply(given === refusal ? changeCode(refusal) : given, readings),
    },
  }));
}

/** The operations with a check that may give this refusal. */
const operationsWith = ({ endpoints }: Provider, refusal: Refusal): readonly string[] =>
  Object.entries(endpoints).flatMap(([operation, { checks }]) =>
    checks.list.some((check) => possibleRefusals(check).includes(refusal)) ? [operation] : [],
  );

function refusalsOf({ endpoints }: Provider): readonly Refusal[] {
  const checks = Object.values(endpoints).flatMap((endpoint) => endpoint.checks.list);
  return [...new Set(checks.flatMap(possibleRefusals))];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A refusal without a body is changed in its status. */
function changeCode(refusal: Refusal): Refusal {
  if (refusal.body.length === 0) return { ...refusal, status: refusal.status + 6 };
  const other = `${refusal.code}9`;
  return { ...refusal, body: encoder.encode(decoder.decode(refusal.body).replaceAll(refusal.code, other)) };
}

/** For each member of an operation's usual reply: the provider that sends it as another JSON type. */
function withAnotherType(provider: Provider, { operation, reply }: Example): readonly Mutant[] {
  return pathsIn(reply).map((path) => ({
    name: `${operation}/type/${path.join('.')}`,
    says: `In the reply to ${operation}, ${path.join('.')} has another JSON type.`,
    operations: [operation],
    provider: repliesWith(provider, operation, (value) => changeType(value, path)),
  }));
}

/** The provider with changed replies to accepted requests of one operation. */
function repliesWith(provider: Provider, operation: string, change: (value: unknown) => unknown): Provider {
  const served = endpointOf(provider, operation);
  // An exchange is one turn, so `successReply` belongs to the last `handle`.
  let isMeant = false;
  const watched = withEndpoint(provider, operation, {
    ...served,
    handle(known, generators) {
      isMeant = true;
      return served.handle(known, generators);
    },
  });
  return {
    ...watched,
    successReply(result, context, generators) {
      const reply = provider.successReply(result, context, generators);
      if (!isMeant) return reply;
      isMeant = false;
      return withJson(reply, change);
    },
  };
}

const withJson = (reply: Reply, change: (value: unknown) => unknown): Reply => ({
  ...reply,
  body: encoder.encode(JSON.stringify(change(JSON.parse(decoder.decode(reply.body))))),
});

type Path = readonly string[];

/** The paths to all values that are neither object, list nor null; `*` matches any member of a list. */
function pathsIn(value: unknown): readonly Path[] {
  if (Array.isArray(value)) return pathsIn(value[0]).map((path) => ['*', ...path]);
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, each]) => pathsIn(each).map((path) => [name, ...path]));
  return value === null || value === undefined ? [] : [[]];
}

function changeType(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return typeof value === 'string' ? ofAnotherType(value) : String(value);
  if (Array.isArray(value)) return value.map((each) => changeType(each, rest));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === first ? changeType(each, rest) : each]),
  );
}

const ofAnotherType = (text: string): unknown => (/^-?\d{1,15}$/.test(text) ? Number(text) : [text]);

/** The provider that repeats its first reply to an operation, and does nothing else. */
function withTheSameReply(provider: Provider, { operation, repeats }: Example): readonly Mutant[] {
  if (!repeats) return [];
  const served = endpointOf(provider, operation);
  let first: OperationResult<unknown> | undefined;
  const once: AnyEndpoint = {
    ...served,
    handle(known, generators) {
      if (first !== undefined) return { changes: [], result: first.result };
      first = served.handle(known, generators);
      return first;
    },
  };
  const says = `Every ${operation} gets the reply to the first one and has no effect.`;
  return [
    {
      name: `${operation}/same-reply`,
      says,
      operations: [operation],
      provider: withEndpoint(provider, operation, once),
    },
  ];
}

const offsetMs = 8 * 60 * 60 * 1000;

/** The provider whose clock is eight hours off, because it reads +08:00 as UTC. */
const withAnotherClock = (provider: Provider): readonly Mutant[] =>
  (['ahead', 'behind'] as const).map((way) => ({
    name: `clock/8h-${way}`,
    says: `The provider's clock is eight hours ${way}.`,
    operations: Object.keys(provider.endpoints),
    provider: contextWith(provider, (context) => ({
      ...context,
      now: context.now + (way === 'ahead' ? offsetMs : -offsetMs),
    })),
  }));

/** The provider whose limits let one request more, or one fewer, pass. */
const withAnotherLimit = (provider: Provider): readonly Mutant[] =>
  ([1, -1] as const).map((more) => ({
    name: `limit/${more === 1 ? 'one-more' : 'one-fewer'}`,
    says: `Every limit lets one ${more === 1 ? 'more' : 'fewer'} through.`,
    operations: Object.keys(provider.endpoints),
    provider: contextWith(provider, (context) => ({
      ...context,
      limit: (limit) => context.limit({ ...limit, max: limit.max + more }),
    })),
  }));

/** The provider with a changed request context. */
function contextWith(provider: Provider, change: (context: AnyRequestContext) => AnyRequestContext): Provider {
  const endpoints = Object.entries(provider.endpoints).map(([operation, served]): [string, AnyEndpoint] => {
    const after = { ...served.checks, run: (start: AnyRequestContext) => served.checks.run(change(start)) };
    return [operation, { ...served, checks: after }];
  });
  return { ...provider, endpoints: Object.fromEntries(endpoints) };
}
