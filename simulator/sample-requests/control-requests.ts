import { readFileSync } from 'node:fs';
import type { SampleFolder, SampleRequest } from './samples.js';

/** A call of the control API by its operationId, with the values that it needs. */
interface ControlCall {
  readonly operationId: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly body?: object;
}

const scenario = { provider: 'ytx', name: 'caller-not-allowed' };

const calls: readonly ControlCall[] = [
  { operationId: 'getCast' },
  { operationId: 'listJournal' },
  { operationId: 'getClock' },
  { operationId: 'advanceClock', body: { by: 'PT10M' } },
  { operationId: 'getScenarios' },
  { operationId: 'putScenarioOfProvider', path: scenario, body: { times: 1 } },
  { operationId: 'deleteScenarioOfProvider', path: scenario },
  { operationId: 'listCallbacks' },
  { operationId: 'reset' },
];

interface ControlPaths {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId?: string; summary?: string }>>>>;
}

/** Calls of the control API that help beside requests to providers. They are not signed. */
export function controlFolder(): SampleFolder {
  const text = readFileSync(new URL('../http/control/openapi.json', import.meta.url), 'utf8');
  const { paths } = JSON.parse(text) as ControlPaths;
  return {
    title: 'Control API',
    says: 'Journal, diagnosis, clock and scenarios of the simulator. These calls are not signed.',
    requests: [diagnosis, ...calls.map((call) => controlRequest(call, paths))],
  };
}

/** The address of a diagnosis is in a header of the refusal. */
const diagnosis: SampleRequest = {
  name: 'Get the diagnosis of the last refused example',
  method: 'GET',
  url: '{{diagnosis}}',
  headers: { Accept: 'text/plain' },
};

function controlRequest({ operationId, path = {}, body }: ControlCall, paths: ControlPaths['paths']): SampleRequest {
  for (const [template, methods] of Object.entries(paths)) {
    const found = Object.entries(methods).find(([, operation]) => operation.operationId === operationId);
    if (found === undefined) continue;
    return {
      name: found[1].summary ?? operationId,
      method: found[0].toUpperCase(),
      url: `{{host}}${template.replace(/\{(\w+)\}/g, (whole, name: string) => path[name] ?? whole)}`,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body, null, 2) }),
    };
  }
  throw new Error(`the control API has no operation ${operationId}; correct control-requests.ts`);
}
