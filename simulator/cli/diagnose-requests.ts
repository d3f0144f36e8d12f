import { isJsonObject } from '../../contracts/json.js';
import { headerNames } from '../../contracts/simulator-headers.js';
import { diagnosisOf } from '../core/diagnosis/diagnose.js';
import type { Diagnosis } from '../core/diagnosis/diagnosis.js';
import type { Language } from '../core/diagnosis/sentences.js';
import type { AnyChosen } from '../core/pipeline/reading.js';
import { exchange } from '../core/requests/handle-request.js';
import { headerOf } from '../core/requests/incoming-request.js';
import { namedIn } from '../core/scenarios/scenario-names.js';
import type { World } from '../core/state/world.js';
import { addressOf } from '../http/address.js';
import { callerOf, type ProviderAddress } from '../http/request-address.js';
import { createSimulator } from '../index.js';
import { providers } from '../providers/index.js';
import { BadUse } from './shared/flags.js';
import type { UnsentRequest } from './shared/request-file.js';

/** Which exchange is asked about, of which simulator. */
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

/** What a running simulator says about one of its exchanges. */
export async function diagnosisOfSent(asked: SentAsked): Promise<string> {
  const reply = await replyTo(asked);
  const text = await reply.text();
  // Whoever answers without it is no simulator, and what he says is nobody's diagnosis.
  if (reply.status === 200 && reply.headers.has(headerNames.space)) return text;
  throw new BadUse(problemIn(text) ?? `${asked.url} is not a simulator, or one without diagnoses; correct --url`);
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
      `no reply from ${url}; start a simulator with \`understudy serve\`, or give its address with --url`,
    );
  }
}

/** What a simulator says is wrong, in a line; undefined when it is no simulator that speaks. */
function problemIn(text: string): string | undefined {
  try {
    const problem: unknown = JSON.parse(text);
    if (!isJsonObject(problem) || !String(problem['type']).startsWith('urn:meeting-understudy:')) return undefined;
    return `${String(problem['detail'])} ${String(problem['fix'])}`;
  } catch {
    return undefined;
  }
}

/** In what circumstances a request is judged that was never sent. */
export interface Circumstances {
  readonly language: Language;
  /** ms since the epoch. */
  readonly now: number;
  /** The caller's IP address. */
  readonly from: string;
  readonly readings: Readonly<Record<string, AnyChosen>>;
  /** The included one unless given. */
  readonly world?: World;
}

/** Lets a simulator in this process answer a request, and says why it answers so. */
export function diagnosisOfUnsent(unsent: UnsentRequest, circumstances: Circumstances): Diagnosis {
  const { language, now, from, readings, world } = circumstances;
  const { provider, host, space: name, scenarios, targetForProvider } = destinationOf(unsent);
  const { method, target, rawHeaders, body } = unsent;
  const caller = callerOf({ rawHeaders, socket: { remoteAddress: from } });
  if ('problem' in caller) throw new BadUse(`${caller.problem.says} ${caller.problem.fix}`);
  const named = namedIn(provider, scenarios);
  if (!named.ok) throw new BadUse(`${named.problem.says} ${named.problem.fix}`);
  const simulator = createSimulator({ clock: { now: () => now }, readings, ...(world !== undefined && { world }) });
  const space = simulator.spaces.of(name);
  const request = { method, host, targetAsSent: target, targetForProvider, rawHeaders, body, from: caller.from };
  return diagnosisOf(
    { exchange: exchange(space, provider, request, named.value), whole: true },
    { providers, documents: space.documents, redact: space.redactor(), language },
  );
}

function destinationOf({ target, rawHeaders }: UnsentRequest): ProviderAddress {
  const address = addressOf({ target, hostHeader: headerOf({ rawHeaders }, 'host') }, providers);
  switch (address.to) {
    case 'provider':
      return address;
    case 'control':
      throw new BadUse('the request is for the control API, which refuses nothing in a provider’s name');
    case 'nowhere':
      throw new BadUse(`the request would reach no provider: ${address.says} ${address.fix}`);
  }
}
