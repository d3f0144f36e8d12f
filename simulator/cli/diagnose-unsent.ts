import { diagnosisOf } from '../core/diagnosis/diagnose.js';
import type { Diagnosis } from '../core/diagnosis/diagnosis.js';
import type { Language } from '../core/diagnosis/sentences.js';
import { headerOf } from '../core/requests/incoming-request.js';
import { exchange } from '../core/requests/handle-request.js';
import { namedIn } from '../core/scenarios/scenario-names.js';
import type { AnyChosen } from '../core/pipeline/reading.js';
import type { World } from '../core/state/world.js';
import { addressOf } from '../http/address.js';
import { callerOf, type ProviderAddress } from '../http/request-address.js';
import { createSimulator } from '../index.js';
import { providers } from '../providers/index.js';
import { BadUse } from './bad-use.js';
import type { UnsentRequest } from './unsent-request.js';

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
export function diagnosisOfUnsent(request: UnsentRequest, circumstances: Circumstances): Diagnosis {
  const { language, now, from, readings, world } = circumstances;
  const { provider, host, space: name, scenarios, targetForProvider } = destinationOf(request);
  const { method, target, rawHeaders, body } = request;
  const caller = callerOf({ rawHeaders, socket: { remoteAddress: from } });
  if ('problem' in caller) throw new BadUse(`${caller.problem.says} ${caller.problem.fix}`);
  const named = namedIn(provider, scenarios);
  if (!named.ok) throw new BadUse(`${named.problem.says} ${named.problem.fix}`);
  const simulator = createSimulator({ clock: { now: () => now }, readings, ...(world !== undefined && { world }) });
  const space = simulator.spaces.of(name);
  const arrival = { method, host, targetAsSent: target, targetForProvider, rawHeaders, body, from: caller.from };
  return diagnosisOf(
    { exchange: exchange(space, provider, arrival, named.value), whole: true },
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
