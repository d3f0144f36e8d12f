import { type Message, phrase, say, type Render } from '../../contracts/messages.js';
import { isJsonObject } from '../../contracts/json.js';
import { headerNames } from '../../contracts/simulator-headers.js';
import { diagnosisOf } from '../core/diagnosis/diagnose.js';
import type { Diagnosis } from '../core/diagnosis/diagnosis.js';
import type { Language } from '../core/diagnosis/sentences.js';
import type { AnyReadingOptions } from '../core/pipeline/reading.js';
import { handleRequest } from '../core/requests/handle-request.js';
import { headerOf } from '../core/requests/incoming-request.js';
import { findScenarios } from '../core/scenarios/scenario-names.js';
import type { World } from '../core/state/world.js';
import { addressOf } from '../http/address.js';
import { clientIpOf, type ProviderAddress } from '../http/request-address.js';
import { createSimulator } from '../simulator.js';
import { providers } from '../providers/index.js';
import { BadUse } from './shared/flags.js';
import type { UnsentRequest } from './shared/request-file.js';

/** An exchange of a running simulator. */
export interface SentAsked {
  /** Its number within the space. */
  readonly id: number;
  /** The simulator's address, without a slash at its end. */
  readonly url: string;
  readonly space: string | undefined;
  readonly controlToken: string | undefined;
  readonly language: Language;
  readonly form: 'json' | 'text';
}

/** The diagnosis of an exchange, from a running simulator. */
export async function diagnoseSentRequest(asked: SentAsked): Promise<string> {
  const reply = await replyTo(asked);
  const text = await reply.text();
  // A reply without this header does not come from a simulator.
  if (reply.status === 200 && reply.headers.has(headerNames.space)) return text;
  throw new BadUse(problemIn(text) ?? say`${asked.url} is not a simulator, or one without diagnoses; correct --url`);
}

async function replyTo({ id, url, space, controlToken, language, form }: SentAsked): Promise<Response> {
  const prefix = space === undefined ? '' : `/~${encodeURIComponent(space)}`;
  const headers = controlToken === undefined ? {} : { Authorization: `Bearer ${controlToken}` };
  try {
    return await fetch(`${url}${prefix}/_simulator/journal/${id}/diagnosis?language=${language}&form=${form}`, {
      headers,
    });
  } catch {
    throw new BadUse(
      say`no reply from ${url}; start a simulator with \`understudy serve\`, or give its address with --url`,
    );
  }
}

/** The problem in a simulator's reply, on one line; undefined for a reply of another server. */
function problemIn(text: string): Message | undefined {
  try {
    const problem: unknown = JSON.parse(text);
    if (!isJsonObject(problem) || !String(problem['type']).startsWith('urn:meeting-understudy:')) return undefined;
    return say`${phrase(String(problem['detail']))} ${phrase(String(problem['fix']))}`;
  } catch {
    return undefined;
  }
}

/** The conditions of the diagnosis of an unsent request. */
export interface Circumstances {
  readonly language: Language;
  readonly text: Render;
  /** ms since the epoch. */
  readonly now: number;
  /** The caller's IP address. */
  readonly from: string;
  readonly readings: Readonly<Record<string, AnyReadingOptions>>;
  /** Default: the included world. */
  readonly world?: World;
}

/** Runs a request in a simulator in this process, and diagnoses the reply. */
export function diagnosisOfUnsent(unsent: UnsentRequest, circumstances: Circumstances): Diagnosis {
  const { language, text, now, from, readings, world } = circumstances;
  const { provider, host, space: name, scenarios, targetForProvider } = destinationOf(unsent);
  const { method, target, rawHeaders, body } = unsent;
  const caller = clientIpOf({ rawHeaders, socket: { remoteAddress: from } });
  if ('problem' in caller) throw new BadUse(say`${phrase(caller.problem.says)} ${phrase(caller.problem.fix)}`);
  const urlScenarios = findScenarios(provider, scenarios);
  if (!urlScenarios.ok) throw new BadUse(say`${phrase(urlScenarios.problem.says)} ${phrase(urlScenarios.problem.fix)}`);
  const simulator = createSimulator({ clock: { now: () => now }, readings, ...(world !== undefined && { world }) });
  const space = simulator.spaces.getOrCreate(name);
  const request = {
    method,
    host,
    targetAsSent: target,
    targetForProvider,
    rawHeaders,
    body,
    clientIp: caller.clientIp,
  };
  return diagnosisOf(
    { exchange: handleRequest(space, provider, request, { urlScenarios: urlScenarios.value }), complete: true },
    { providers, documents: space.documents, redact: space.redactor(), language, text },
  );
}

function destinationOf({ target, rawHeaders }: UnsentRequest): ProviderAddress {
  const address = addressOf({ target, hostHeader: headerOf({ rawHeaders }, 'host') }, providers);
  switch (address.to) {
    case 'provider':
      return address;
    case 'control':
      throw new BadUse(say`the request is for the control API; diagnose needs a request for a provider`);
    case 'unknown':
      throw new BadUse(say`the request has no provider: ${phrase(address.says)} ${phrase(address.fix)}`);
  }
}
