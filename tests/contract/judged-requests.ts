import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import type { CaseFile, ContractCase } from '../../contracts/suite/case.js';
import { matchesContract } from '../../contracts/suite/assertions.js';
import { playWhole } from '../../contracts/suite/runner.js';
import { schemas as xylinkSchemas } from '../../contracts/xylink/generated.js';
import { schemas as ytxSchemas } from '../../contracts/ytx/generated.js';
import type { Provider } from '../../simulator/core/provider.js';
import { type AnyReadingOptions, defaultOptions } from '../../simulator/core/pipeline/reading.js';
import { type IncomingRequest, createSimulator, type Simulator, type Space } from '../../simulator/index.js';
import { judge } from '../../simulator/platform/judge.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { decoders } from '../support/decoded-request.js';
import { incomingRequest } from '../support/incoming-request.js';
import type { Schema } from '../support/json-schema-arbitrary.js';
import { noon } from '../ytx/caller.js';

export type Fields = Readonly<Record<string, unknown>>;

const simulator: Simulator = createSimulator({ clock: { now: () => noon } });
export const space: Space = simulator.spaces.getOrCreate(undefined);

const schemas: Readonly<Record<string, { readonly request: Schema }>> = {
  ...(await ytxSchemas()),
  ...(await xylinkSchemas()),
};
export const operations = simulator.providers.flatMap((provider) =>
  Object.keys(provider.operations).map((operation) => ({
    operation,
    provider,
    schema: schemas[operation]?.request ?? {},
  })),
);

/** What a request decodes to, boxed, and what is wrong with it by its schema. */
export function judged(
  provider: string,
  operation: string,
  request: IncomingRequest,
  readings: AnyReadingOptions,
): readonly unknown[] {
  const decoded = decoders[provider]?.(operation, request, readings);
  return decoded === undefined ? ['it cannot be decoded'] : judge(schemas[operation]?.request ?? {}, decoded);
}

/** Whether the included world accepts it, in a space where nothing but these earlier requests was sent. */
export function isAccepted(
  provider: Provider,
  request: IncomingRequest,
  { readings, earlier = [] }: { readonly readings: AnyReadingOptions; readonly earlier?: readonly IncomingRequest[] },
): boolean {
  space.reset();
  for (const each of earlier) simulator.ask(provider.name, each);
  space.setReadings(provider, readings);
  const { outcome } = simulator.ask(provider.name, request);
  return outcome.source === 'provider' && outcome.refusedBy === undefined;
}

/** What the steps of a case asked for, each with what was asked before it; nothing of a case that fails. */
async function acceptedIn(
  file: CaseFile,
  contractCase: ContractCase,
): Promise<readonly Pick<Accepted, 'operation' | 'request' | 'earlier'>[]> {
  const { verdict, steps } = await playWhole(file, contractCase, {
    target: suiteTarget(simulator),
    fits: matchesContract,
  });
  if (verdict.outcome !== 'passed') return [];
  const requests = steps.map(({ prepared: { method, url, headers, body } }) => {
    const [, host = '', target = ''] = /^http:\/\/[^/]+\/~[^/]+\/([^/]+)(.*)$/.exec(url) ?? [];
    return incomingRequest({ method, host, target, headers, body });
  });
  return steps.flatMap(({ operation }, index) => {
    const request = requests[index];
    return request === undefined ? [] : [{ operation, request, earlier: requests.slice(0, index) }];
  });
}

export interface Accepted {
  readonly provider: Provider;
  readonly operation: string;
  readonly request: IncomingRequest;
  /** What the case had asked before. */
  readonly earlier: readonly IncomingRequest[];
  readonly readings: AnyReadingOptions;
  readonly name: string;
  /** Whether the included world accepts it with every reading at its default. */
  readonly isPlain: boolean;
}

/** What contract cases ask for and have accepted, of all operations, or of those in the folders of these. */
export async function acceptedRequests(wanted?: readonly string[]): Promise<readonly Accepted[]> {
  const accepted: Accepted[] = [];
  const files = (await allCaseFiles()).filter(({ operation }) => wanted?.includes(operation) ?? true);
  for (const file of files) {
    const provider = simulator.providers.find(({ name }) => name === file.provider);
    if (provider === undefined) throw new Error(`there is no provider ${file.provider}`);
    const cases = file.cases.filter(({ then }) => then.refusedBy === undefined && then.notModelled === undefined);
    for (const each of cases) {
      const readings = { ...defaultOptions(provider.readings), ...each.given?.readings };
      const isPlain = each.given === undefined && each.when.length === 1;
      const asked = await acceptedIn(file, each);
      accepted.push(...asked.map((one) => ({ ...one, provider, readings, isPlain, name: each.name })));
    }
  }
  return accepted;
}

/** The names of the accepted requests that break their schema, with what is wrong. */
export const wrongAmong = (accepted: readonly Accepted[]): readonly (readonly unknown[])[] =>
  accepted
    .map(({ provider, operation, request, readings, name }) => [
      name,
      ...judged(provider.name, operation, request, readings),
    ])
    .filter(({ length }) => length > 1);
