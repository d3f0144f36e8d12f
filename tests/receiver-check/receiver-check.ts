import { allowing } from '../callbacks/receivers.js';
import type { Transport } from '../../simulator/index.js';
import { httpTransport, type TransportPorts } from '../../simulator/http/callbacks/http-transport.js';
import { planFor, setFor, type ProbeSelection } from '../../simulator/receiver-check/plan.js';
import type { ProbeResult } from '../../simulator/receiver-check/report.js';
import { type RunEnd, runProbes } from '../../simulator/receiver-check/run.js';
import { type Step, stepsOf } from '../../simulator/receiver-check/assertions.js';
import { readingsForSpelling } from '../../simulator/receiver-check/spelling.js';
import { providers } from '../../simulator/providers/index.js';
import { scheduleInBackground } from '../../simulator/platform/timers.js';

/** The providers that have a set. */
export const played = providers.filter((each) => setFor(each) !== undefined);

/** The options of a run. */
export interface RunOptions extends ProbeSelection {
  readonly provider?: string;
  readonly seed?: string;
  readonly spelling?: string;
  readonly ports?: Partial<TransportPorts>;
  /** Default: HTTP. */
  readonly transport?: Transport;
  /** Makes what each probe sends once in a test file, however many receivers it is sent to. */
  readonly kept?: boolean;
}

/** Kept steps are addressed to this name, since ids in them follow from nothing else that differs between receivers. */
const anyReceiver = 'http://receiver.example/hook';
const keptSteps = new Map<string, Promise<readonly Step[]>>();

const kept: typeof stepsOf = (planned, aim) => {
  const steps = keptSteps.get(planned.id) ?? stepsOf(planned, { ...aim, receiver: anyReceiver });
  keptSteps.set(planned.id, steps);
  return steps;
};

/** Runs the probes against a receiver, with a long time limit. */
export function checked(url: string, options: RunOptions = {}): Promise<RunEnd> {
  const { provider = 'ytx', seed = 'friday', spelling = 'both', ports = {}, kept: isKept = false, ...rest } = options;
  const {
    transport = httpTransport({ allowance: allowing(), schedule: scheduleInBackground, ...ports }),
    ...selection
  } = rest;
  const plan = planFor(
    played.filter(({ name }) => name === provider),
    selection,
  );
  return runProbes(plan, {
    transport: (webhook, timeoutMs) => transport({ ...webhook, url: webhook.url.replace(anyReceiver, url) }, timeoutMs),
    timeoutMs: 60_000,
    elapsedMs: () => 0,
    aim: { receiver: url, seed, readings: readingsForSpelling(spelling) },
    ...(isKept && { steps: kept }),
  });
}

/** The results of a run that came to its end. */
export async function results(url: string, options: RunOptions = {}): Promise<readonly ProbeResult[]> {
  const end = await checked(url, options);
  if (!end.ok) throw new Error(end.says);
  return end.results;
}

/** The names of the probes that ended so, in their order. */
export const named = (all: readonly ProbeResult[], outcome: ProbeResult['outcome'] = 'failed'): readonly string[] =>
  all.filter((each) => each.outcome === outcome).map(({ id }) => id);
