import { isJsonObject, type JsonObject, mergePatch } from '../json.js';
import type { Step, WrittenCase, WrittenCases } from './case.js';
import type { YamlFile } from './yaml-file.js';

/** A step of a request file: its request, or an operation with an input of its own. */
interface WrittenRequestStep extends Pick<Step, 'tamper' | 'after' | 'as'> {
  /** JSON merge patch onto the base request. */
  readonly request?: JsonObject;
  readonly operation?: string;
  readonly input?: JsonObject;
}

/** A case file of a user: the cases of a signed request that is not one of the provider's operations. */
export interface WrittenRequestCases {
  readonly provider: string;
  /** Stands for the operation in ids, reports and recordings. */
  readonly name: string;
  readonly base: Pick<WrittenCases['base'], 'host' | 'roles'> & { readonly request: JsonObject };
  readonly cases: readonly (Omit<WrittenCase, 'when' | 'covers' | 'sideEffect'> & {
    readonly when?: readonly WrittenRequestStep[];
  })[];
}

/**
 * The same cases as those of an operation whose input is the request. No contract says what the request does at a real
 * provider, so its side effect is the worst. Throws a `ContractFileError` for a request that cannot be sent.
 */
export function casesOfRequest({ value, mistake }: YamlFile<WrittenRequestCases>): YamlFile<WrittenCases> {
  const { request, ...base } = value.base;
  if (isUnsendable(request)) throw mistake(['base', 'request'], getWithBody);
  for (const [index, { when = [] }] of value.cases.entries()) {
    const step = when.findIndex(
      (each) => each.request !== undefined && isUnsendable(mergePatch(request, each.request)),
    );
    if (step >= 0) throw mistake(['cases', index, 'when', step, 'request'], getWithBody);
  }
  const cases = value.cases.map(({ when, ...each }): WrittenCase => ({
    ...each,
    ...(when && { when: when.map(stepOf) }),
  }));
  return { value: { base: { ...base, input: request, sideEffect: 'calls' }, cases }, mistake };
}

const isUnsendable = (request: unknown): boolean =>
  isJsonObject(request) && request['method'] === 'GET' && request['body'] !== undefined;

const getWithBody = 'is a GET, which must not have a body; remove the body, or set it to null';

/** An operation's input does not start from the base request. */
const withoutRequest = { method: null, path: null, query: null, body: null };

function stepOf({ request, operation, input, ...step }: WrittenRequestStep): NonNullable<WrittenCase['when']>[number] {
  if (operation !== undefined) return { ...step, operation, input: { ...withoutRequest, ...input } };
  return { ...step, ...(request && { input: request }) };
}
