import { isJsonObject, type JsonObject, pointerTo } from '../../contracts/json.js';
import { sizeOf } from '../core/bytes.js';
import type { StubSupport } from '../core/provider.js';
import type { Reply } from '../core/requests/incoming-request.js';
import { pathMatcher } from '../core/requests/router.js';
import type { Stub } from '../core/state/stubs.js';
import type { Problem } from '../core/state/world.js';
import type { ExpressionScope } from './expression.js';
import { placeholdersIn } from './paths.js';
import { compileTemplate } from './template.js';
import { isDeeper, type TemplateValues, templateValues } from './values.js';

/** A stub as the schema allows it. */
export interface StubDefinition extends JsonObject {
  readonly provider: string;
  readonly method: string;
  readonly path: string;
  readonly action?: string;
  readonly description?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The maximum number of characters of a definition as JSON, and the deepest nesting of its body. */
const maxCharacters = 64 * 1024;
const maxDepth = 32;

/** The maximum number of expressions and blocks of a stub: each takes much more memory, and time to parse, than its text. */
const maxExpressions = 500;

/** The memory of a compiled expression, bytes; measured with many of them. */
const expressionBytes = 1024;

const expressionsIn = (definition: StubDefinition): number => JSON.stringify(definition).split('{{').length - 1;

/** A definition with what it is compiled to takes about so many times its own memory. */
const compiledFactor = 4;

/** The maximum number of characters, and bytes, of a reply. */
const maxReplyLength = 1024 * 1024;

/** Headers that the simulator sets, or that belong to a connection. */
const ownHeaders = /^(?:content-length|transfer-encoding|connection|keep-alive|upgrade|trailer|date|simulator-.*)$/i;

/** The content type of a body whose stub names none: that of both providers. */
const defaultContentType = 'application/json;charset=utf-8';

type Compiled<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly Problem[] };

/** A value of a body, compiled. */
type RenderValue = (values: TemplateValues) => unknown;

/** Compiles a stub for requests of a provider; pointers are relative to the definition. */
export function compileStub(
  name: string,
  definition: StubDefinition,
  { credentialNames }: Pick<StubSupport, 'credentialNames'>,
): Compiled<Stub> {
  const { provider, method, path, action, status = 200, headers = {}, body } = definition;
  const placeholders = placeholdersIn(path);
  const problems: Problem[] = [...problemsWithHeaders(headers), ...problemsWithBody(definition, status)];
  if (new Set(placeholders).size < placeholders.length) {
    problems.push({ pointer: '/path', says: 'names a placeholder twice' });
  }
  const scope = { placeholders, credentialNames };
  const render = problems.length > 0 ? undefined : compileValue(body, { ...scope, pointer: '/body', problems });
  if (render === undefined || problems.length > 0) return { ok: false, problems };
  const [contentType, extraHeaders] = headersOf(headers);
  const shared = { status, ...(extraHeaders.length > 0 && { extraHeaders }) };
  const stub: Stub = {
    name,
    provider,
    method,
    path,
    action,
    definition,
    bytes: compiledFactor * sizeOf(definition) + expressionBytes * expressionsIn(definition),
    match: pathMatcher(path),
    render(input): Reply | undefined {
      if (body === undefined) return { ...shared, contentType: contentType ?? null, body: new Uint8Array() };
      const values = templateValues(input, maxReplyLength);
      const value = render(values);
      const bytes = values.isTooLong() ? undefined : Buffer.from(JSON.stringify(value));
      if (bytes === undefined || bytes.length > maxReplyLength) return undefined;
      return { ...shared, contentType: contentType ?? defaultContentType, body: bytes };
    },
  };
  return { ok: true, value: stub };
}

function problemsWithHeaders(headers: Readonly<Record<string, string>>): readonly Problem[] {
  const names = Object.keys(headers);
  const own = names
    .filter((name) => ownHeaders.test(name))
    .map((name) => ({ pointer: `/headers${pointerTo(name)}`, says: 'is a header that the simulator sets; remove it' }));
  const isRepeated = new Set(names.map((name) => name.toLowerCase())).size < names.length;
  return isRepeated ? [...own, { pointer: '/headers', says: 'names a header twice' }] : own;
}

function problemsWithBody(definition: StubDefinition, status: number): readonly Problem[] {
  if (isDeeper(definition, maxDepth + 1)) {
    return [{ pointer: '/body', says: `is nested more than ${maxDepth} levels deep` }];
  }
  const size = JSON.stringify(definition).length;
  const expressions = expressionsIn(definition);
  const tooMany = { pointer: '', says: `has ${expressions} expressions; at most ${maxExpressions} are allowed` };
  const tooLarge = { pointer: '', says: `has ${size} characters as JSON; at most ${maxCharacters} are allowed` };
  const unsent = { pointer: '/body', says: `must not be here: a reply of status ${status} has no body` };
  const hasBody = definition.body !== undefined;
  return [
    ...(size > maxCharacters ? [tooLarge] : []),
    ...(expressions > maxExpressions ? [tooMany] : []),
    ...(hasBody && [204, 205, 304].includes(status) ? [unsent] : []),
  ];
}

/** The content type, and the other headers, names and values in turn. */
function headersOf(headers: Readonly<Record<string, string>>): readonly [string | undefined, readonly string[]] {
  const isType = (name: string): boolean => name.toLowerCase() === 'content-type';
  const entries = Object.entries(headers);
  return [entries.find(([name]) => isType(name))?.[1], entries.filter(([name]) => !isType(name)).flat()];
}

interface BodyScope extends Omit<ExpressionScope, 'label'> {
  readonly pointer: string;
  readonly problems: Problem[];
}

function compileValue(value: unknown, compiling: BodyScope): RenderValue {
  const { pointer, problems } = compiling;
  if (typeof value === 'string') {
    const compiled = compileTemplate(value, { ...compiling, label: `stub ${pointer}` });
    if (compiled.ok) return compiled.template;
    problems.push({ pointer, says: compiled.says });
    return () => '';
  }
  const inner = (member: string): BodyScope => ({ ...compiling, pointer: pointer + pointerTo(member) });
  if (Array.isArray(value)) {
    const items = value.map((each, index) => compileValue(each, inner(String(index))));
    return (values) => items.map((render) => render(values));
  }
  if (!isJsonObject(value)) return () => value;
  const members = Object.entries(value).map(([name, each]) => [name, compileValue(each, inner(name))] as const);
  return (values) => Object.fromEntries(members.map(([name, render]) => [name, render(values)] as const));
}
