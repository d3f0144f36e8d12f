import type { Prepared } from '../../client/index.js';
import { mergePatch } from '../../contracts/json.js';
import type { CaseFile, ContractCase, Step } from '../../contracts/suite/case.js';
import { caseFilesOf } from '../../contracts/suite/read-cases.js';
import { resolveReferences } from '../../contracts/suite/references.js';
import { clientFor, situationOf } from '../../contracts/suite/role-binding.js';
import type { Entity } from '../../contracts/suite/target.js';
import { createSimulator } from '../index.js';
import { suiteTarget } from '../suite-target.js';
import { type SampleSource, type ProviderSamples, providerSamples, type SigningPlan } from './provider-samples.js';

/** A request in which the values of variables stand as `{{name}}`. */
export interface SampleRequest {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined without a body. */
  readonly body?: string;
  /** What later requests take from the reply. */
  readonly keeps?: 'tokens' | 'diagnosis';
}

/** Requests that one script signs. */
export interface SampleFolder {
  readonly title: string;
  readonly says: string;
  readonly script?: SigningPlan['script'];
  readonly requests: readonly SampleRequest[];
}

/** The requests of a provider, and the values of their variables in the included world. */
export interface SampleSet {
  readonly folders: readonly SampleFolder[];
  readonly variables: Readonly<Record<string, string>>;
}

/** The requests of every provider, from the base requests of the cases. */
export const sampleSets = (): Promise<readonly SampleSet[]> => Promise.all(providerSamples.map(sampleSetOf));

async function sampleSetOf(provider: ProviderSamples): Promise<SampleSet> {
  const files = await caseFilesOf(provider.name);
  const variables = variablesOf(provider);
  const captured = await Promise.all(files.map((file) => captureBase(file, provider)));
  const refused = await captureRefusal(files, provider);
  const folders = provider.folders.map(({ signing, takes, title, says }) => ({
    title,
    says,
    ...(signing && { script: signing.script }),
    requests: [...inOrder(captured), ...refused].filter(takes).map((each) => sampleOf(each, { signing, variables })),
  }));
  return { folders, variables };
}

/** Requests that need the effect of another one come after all others. */
const inOrder = (captured: readonly SampleSource[]): readonly SampleSource[] => [
  ...captured.filter(({ needsState }) => !needsState),
  ...captured.filter(({ needsState }) => needsState),
];

const captureBase = (file: CaseFile, provider: ProviderSamples): Promise<SampleSource> =>
  capture(file, { provider, step: { operation: file.operation } });

async function captureRefusal(files: readonly CaseFile[], provider: ProviderSamples): Promise<readonly SampleSource[]> {
  const { operation, name } = provider.refused;
  const file = files.find((each) => each.operation === operation);
  const found = file?.cases.find((each) => each.name === name);
  const [step] = found?.when ?? [];
  if (file === undefined || step === undefined || found?.then.refusedBy === undefined)
    throw new Error(`${provider.name} has no refused case "${name}" of ${operation}; correct provider-samples.ts`);
  return [{ ...(await capture(file, { provider, step })), name, isRefused: true }];
}

async function capture(
  file: CaseFile,
  { provider, step }: { readonly provider: ProviderSamples; readonly step: Step },
): Promise<SampleSource> {
  // The time is that of no request: scripts set every time that a request has.
  const target = suiteTarget(createSimulator({ clock: { now: () => 0 } }));
  const sample: ContractCase = { name: file.operation, when: [step], then: {}, sideEffect: 'none' };
  const session = await target.begin(situationOf(file, sample));
  const client = clientFor(file, sample, session);
  const referents = { cast: session.cast, results: {}, notations: client.notations };
  const input = resolveReferences(mergePatch(file.base.input, step.input ?? {}), referents) as object;
  const prepared = await client.prepare(step.operation, input);
  return {
    operation: step.operation,
    name: step.operation,
    prepared,
    isSigned: provider.isSigned(prepared.url),
    isRefused: false,
    needsState: file.base.world !== undefined,
    values: provider.valuesIn(input),
  };
}

function variablesOf({ name, variables }: ProviderSamples): SampleSet['variables'] {
  const cast = createSimulator().spaces.getOrCreate('samples').cast()[name];
  return Object.fromEntries(
    Object.entries(variables).map(([variable, [role, member]]) => {
      const value = (cast?.[role] as Entity | undefined)?.[member];
      if (typeof value !== 'string') throw new Error(`the cast of ${name} has no ${member} for the role ${role}`);
      return [variable, value];
    }),
  );
}

function sampleOf(
  { name, prepared, values, isRefused, isSigned }: SampleSource,
  { signing, variables }: { readonly signing: SigningPlan | undefined; readonly variables: SampleSet['variables'] },
): SampleRequest {
  const replace = (text: string): string =>
    Object.entries({ ...variables, ...values }).reduce(
      (result, [variable, value]) => result.replaceAll(value, `{{${variable}}}`),
      text,
    );
  const { url, headers } = signing && isSigned ? withSigning(prepared, signing) : prepared;
  const body = Buffer.from(prepared.body).toString();
  return {
    name: isRefused ? `refused, ${name}` : name,
    method: prepared.method,
    // The server of the suite and the space of the case come before the host of the provider.
    url: replace(url.replace(/^http:\/\/[^/]+\/~[^/]+/, '{{host}}')),
    headers: Object.fromEntries(Object.entries(headers).map(([header, value]) => [header, replace(value)])),
    ...(body !== '' && { body: replace(indent(body)) }),
    ...(isRefused ? { keeps: 'diagnosis' } : !isSigned && { keeps: 'tokens' }),
  };
}

/** The same request with variables in place of what a signature adds. */
function withSigning(
  { url, headers }: Prepared,
  { query, headers: signed }: SigningPlan,
): Pick<Prepared, 'url' | 'headers'> {
  const [path = '', sent = ''] = url.split('?');
  const pairs = sent.split('&').flatMap((pair) => {
    const [key = ''] = pair.split('=', 1);
    const value = query[key];
    return value === undefined ? [pair] : value === '' ? [] : [`${key}=${value}`];
  });
  return { url: `${path}?${pairs.join('&')}`, headers: { ...headers, ...signed } };
}

/** A body over several lines. Numbers that JavaScript would change keep the body as it is. */
function indent(body: string): string {
  const value: unknown = JSON.parse(body);
  return JSON.stringify(value) === body ? JSON.stringify(value, null, 2) : body;
}
