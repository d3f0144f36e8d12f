import { matchesContract } from '../../contracts/suite/assertions.js';
import type { CaseFile, ContractCase } from '../../contracts/suite/case.js';
import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { playWhole } from '../../contracts/suite/runner.js';
import type { Target } from '../../contracts/suite/target.js';
import type { Exchange } from '../core/requests/handle-request.js';
import { replayContext } from '../core/requests/replay.js';
import { replayReader } from '../core/state/documents.js';
import { createSimulator, type Simulator } from '../simulator.js';
import { suiteTarget } from '../suite-target.js';

/** An accepted request of an operation, as the unchanged provider handles it. */
export interface Example {
  readonly provider: string;
  readonly operation: string;
  /** The case whose last step it is: the base request alone, if the starting world lets it succeed. */
  readonly accepted: ContractCase;
  /** The facts that its lookups found, by name. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The JSON of its reply; undefined if the reply is not JSON. */
  readonly reply: unknown;
  /** Whether the same request is accepted again at once, with another reply. */
  readonly repeats: boolean;
  /** Whether it counts against a limit. */
  readonly isLimited: boolean;
}

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };

/** An example of every operation. Each base request runs twice in this process. */
export async function examples(): Promise<readonly Example[]> {
  const files = await allCaseFiles();
  return Promise.all(files.map((file) => exampleOf(createSimulator({ clock }), file)));
}

async function exampleOf(simulator: Simulator, file: CaseFile): Promise<Example> {
  for (const accepted of acceptedCases(file)) {
    const example = await exampleFrom(simulator, file, accepted);
    if (example !== undefined) return example;
  }
  const { provider, operation } = file;
  throw new Error(`contracts/${provider} has no case in which the simulator accepts ${operation}`);
}

/** Requests that may be accepted: the base request, then the cases that expect acceptance. */
function acceptedCases({ operation, cases }: CaseFile): readonly ContractCase[] {
  const base: ContractCase = {
    name: 'the base request',
    when: [{ operation }],
    then: {},
    sideEffect: 'booking',
  };
  const isAccepted = ({ when, then }: ContractCase): boolean =>
    when.at(-1)?.operation === operation && then.refusedBy === undefined && then.notModelled === undefined;
  return [base, ...cases.filter(isAccepted)];
}

/** Runs a case with its last step twice; undefined if that step is not accepted the first time. */
async function exampleFrom(simulator: Simulator, file: CaseFile, accepted: ContractCase): Promise<Example | undefined> {
  const { provider, operation } = file;
  const { target, seen } = watchExchanges(simulator);
  const twice = { ...accepted, when: [...accepted.when, ...accepted.when.slice(-1)], then: {} };
  await playWhole(file, twice, { target, fits: matchesContract });
  const times = accepted.when.filter((step) => step.operation === operation).length;
  const [last, again] = seen
    .filter(({ outcome }) => 'operation' in outcome && outcome.operation === operation)
    .slice(times - 1);
  const replayed = last && replayContext(last, replayReader(last.reads));
  const checked = replayed?.endpoint.checks.run(replayed.context);
  if (last === undefined || checked?.passed !== true) return undefined;
  return {
    provider,
    operation,
    accepted,
    facts: checked.known as Readonly<Record<string, unknown>>,
    reply: jsonIn(last.reply.body),
    repeats: again !== undefined && wasAccepted(again) && textOf(again.reply.body) !== textOf(last.reply.body),
    isLimited: last.limits.length > 0,
  };
}

const wasAccepted = ({ outcome }: { readonly outcome: object }): boolean => !('refusedBy' in outcome);

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

function jsonIn(body: Uint8Array): unknown {
  return body.length === 0 ? undefined : (JSON.parse(textOf(body)) as unknown);
}

/** A target that records its exchanges. */
interface Watched {
  readonly target: Target;
  /** Every exchange of every case, in order. */
  readonly seen: readonly Exchange[];
}

/** A simulator in this process as a target, with its exchanges recorded. */
export function watchExchanges(simulator: Simulator): Watched {
  const seen: Exchange[] = [];
  const target = suiteTarget(simulator);
  return {
    seen,
    target: {
      ...target,
      async begin(situation) {
        const session = await target.begin(situation);
        // The space of a session is the one used last.
        const space = simulator.spaces.getOrCreate(simulator.spaces.names().at(-1));
        space.journal.onRecord(({ exchange }) => seen.push(exchange));
        return session;
      },
    },
  };
}
