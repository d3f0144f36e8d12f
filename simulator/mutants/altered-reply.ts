import type { Reply } from '../core/requests/incoming-request.js';
import { isJsonObject } from '../../contracts/json.js';
import type { Provider } from '../core/provider.js';
import { endpointOf } from '../core/requests/handle-request.js';
import type { Example } from './examples.js';
import { type Mutant, withEndpoint } from './mutant.js';

/** For each member of an operation's ordinary reply the provider that sends it as another JSON type. */
export function withAnotherType(provider: Provider, { operation, reply }: Example): readonly Mutant[] {
  return pathsIn(reply).map((path) => ({
    name: `${operation}/type/${path.join('.')}`,
    says: `In the reply to ${operation}, ${path.join('.')} has another JSON type.`,
    provider: repliesWith(provider, operation, (value) => retyped(value, path)),
  }));
}

/** The provider whose accepted replies to one operation are changed on their way out. */
function repliesWith(provider: Provider, operation: string, change: (value: unknown) => unknown): Provider {
  const served = endpointOf(provider, operation);
  // An exchange is one turn: what is accepted next is what was done last.
  let isMeant = false;
  const watched = withEndpoint(provider, operation, {
    ...served,
    does(known, tools) {
      isMeant = true;
      return served.does(known, tools);
    },
  });
  return {
    ...watched,
    accepting(result, arriving, tools) {
      const reply = provider.accepting(result, arriving, tools);
      if (!isMeant) return reply;
      isMeant = false;
      return withJson(reply, change);
    },
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const withJson = (reply: Reply, change: (value: unknown) => unknown): Reply => ({
  ...reply,
  body: encoder.encode(JSON.stringify(change(JSON.parse(decoder.decode(reply.body))))),
});

type Path = readonly string[];

/** The ways to all that is neither object, list nor null; `*` stands for any member of a list. */
function pathsIn(value: unknown): readonly Path[] {
  if (Array.isArray(value)) return pathsIn(value[0]).map((path) => ['*', ...path]);
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, each]) => pathsIn(each).map((path) => [name, ...path]));
  return value === null || value === undefined ? [] : [[]];
}

function retyped(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return typeof value === 'string' ? ofAnotherType(value) : String(value);
  if (Array.isArray(value)) return value.map((each) => retyped(each, rest));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === first ? retyped(each, rest) : each]),
  );
}

const ofAnotherType = (text: string): unknown => (/^-?\d{1,15}$/.test(text) ? Number(text) : [text]);
