import { isJsonObject, pointerTo } from '../../contracts/json.js';
import { defaultOptions } from '../core/pipeline/reading.js';
import type { Provider, StubSupport } from '../core/provider.js';
import type { Stub } from '../core/state/stubs.js';
import type { Judge } from '../core/state/world-check.js';
import type { Problem } from '../core/state/world.js';
import { compileStub, type StubDefinition } from './compile.js';
import { areAmbiguous, examplePath, type StubLine } from './paths.js';
import schema from './stubs.schema.json' with { type: 'json' };

/** The maximum number of stubs of a space. */
const maxStubs = 200;

const [[namePattern, stubSchema]] = Object.entries(schema.patternProperties) as [[string, object]];
const nameShape = new RegExp(namePattern);

/** The JSON Schema of one stub, without its name. */
export { stubSchema };

/** Compiled stubs, or everything that is wrong with their definitions. */
export type CheckedStubs =
  | { readonly ok: true; readonly stubs: readonly Stub[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks and compiles stubs by name: the content of a file of stubs. */
export function checkedStubs(value: unknown, providers: readonly Provider[], judge: Judge): CheckedStubs {
  const ofSchema = judge(schema, value);
  if (ofSchema.length > 0 || !isJsonObject(value)) return { ok: false, problems: ofSchema };
  const { $schema, ...definitions } = value;
  const problems: Problem[] = [];
  const stubs: Stub[] = [];
  for (const [name, definition] of Object.entries(definitions)) {
    const checked = checkedStub(name, definition as StubDefinition, { providers, others: stubs });
    if (checked.ok) stubs.push(checked.stub);
    else problems.push(...checked.problems.map(({ pointer, says }) => ({ pointer: pointerTo(name) + pointer, says })));
  }
  return problems.length === 0 ? { ok: true, stubs } : { ok: false, problems };
}

/** A compiled stub, or everything that is wrong with its definition; pointers are relative to the definition. */
export type CheckedStub =
  { readonly ok: true; readonly stub: Stub } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks and compiles a stub whose definition its schema allows; `others` are the stubs that it stands beside. */
export function checkedStub(
  name: string,
  definition: StubDefinition,
  { providers, others }: { readonly providers: readonly Provider[]; readonly others: readonly Stub[] },
): CheckedStub {
  const provider = providers.find((each) => each.name === definition.provider);
  const support = provider?.stubs;
  const problem =
    provider === undefined || support === undefined
      ? unknownProvider(providers)
      : (problemWithName(name, provider, others) ?? problemWithLine(definition, provider, support, others));
  if (support === undefined || problem !== undefined)
    return { ok: false, problems: problem === undefined ? [] : [problem] };
  const compiled = compileStub(name, definition, support);
  return compiled.ok ? { ok: true, stub: compiled.value } : compiled;
}

function unknownProvider(providers: readonly Provider[]): Problem {
  const known = providers.filter(({ stubs }) => stubs !== undefined).map(({ name }) => name);
  return { pointer: '/provider', says: `must be one of: ${known.join(', ')}` };
}

function problemWithName(name: string, { endpoints }: Provider, others: readonly Stub[]): Problem | undefined {
  if (!nameShape.test(name)) return { pointer: '', says: `must have a name that matches the pattern ${namePattern}` };
  if (Object.hasOwn(endpoints, name)) {
    return { pointer: '', says: 'has the name of a modelled operation; choose another, since the journal shows both' };
  }
  if (others.length < maxStubs) return undefined;
  return { pointer: '', says: `is one too many: a space has at most ${maxStubs} stubs` };
}

/** Why no stub can answer these requests: they are not the provider's, are answered already, or by two stubs. */
function problemWithLine(
  { provider: name, method, path, action }: StubDefinition,
  provider: Provider,
  support: StubSupport,
  others: readonly Stub[],
): Problem | undefined {
  const line: StubLine = { provider: name, method, path, action };
  const ofPath = support.problemWithPath?.(path);
  if (ofPath !== undefined) return { pointer: '/path', says: ofPath };
  if (action !== undefined && support.actionIn === undefined) {
    return { pointer: '/action', says: `must not be here: method and path alone choose an operation of ${name}` };
  }
  const operation = modelledOperation(line, provider);
  if (operation !== undefined) return { pointer: '/path', says: modelledConflict(operation, support, action) };
  const twin = others.find((other) => areAmbiguous(line, other));
  if (twin === undefined) return undefined;
  return {
    pointer: '/path',
    says: `matches requests that the stub ${twin.name} (${twin.path}) matches, too; make one path more literal`,
  };
}

/** The operation that answers the requests of a stub, by the provider's own router with its default readings. */
function modelledOperation({ method, path, action }: StubLine, provider: Provider): string | undefined {
  const targetForProvider = examplePath(provider.stubs?.servedPath?.(path) ?? path);
  const body = new TextEncoder().encode(action === undefined ? '' : JSON.stringify({ action }));
  const [{ host } = { host: '' }] = provider.hosts;
  const request = {
    method,
    host,
    targetAsSent: targetForProvider,
    targetForProvider,
    rawHeaders: [],
    body,
    clientIp: '',
  };
  const routeResult = provider.findRoute(request, defaultOptions(provider.readings));
  return routeResult.modelled ? routeResult.operation : undefined;
}

function modelledConflict(operation: string, { actionIn }: StubSupport, action: string | undefined): string {
  const says = `is answered by the modelled operation ${operation}, so the stub would never be`;
  const isByAction = actionIn !== undefined && action === undefined;
  return isByAction ? `${says}; if you mean another action of this path, add the member action` : says;
}
