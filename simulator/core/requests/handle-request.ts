import { type AnyCheck, refusalOf } from '../pipeline/check.js';
import type { AnyChosen } from '../pipeline/reading.js';
import type { Refusal } from '../pipeline/refusal.js';
import type { AnyArriving, AnyEndpoint, Provider, Tools } from '../provider.js';
import { type Happening, happenings } from '../scenarios/request-effects.js';
import type { Named } from '../scenarios/scenario-registry.js';
import { type Change, remembering, type Snapshot } from '../state/documents.js';
import type { Limit, LimitSeen } from '../state/limiter.js';
import type { SpaceState } from '../state/space-state.js';
import type { Arrival, Reply } from './incoming-request.js';
import { problemReply } from './problem-response.js';

/** How an exchange ended, and in whose voice. */
export type Ending =
  | { readonly voice: 'provider'; readonly operation: string; readonly refusedBy?: AnyCheck }
  /** Answered as somebody asked for: `refusal` is missing where what came was no refusal of the provider. */
  | {
      readonly voice: 'scenario';
      readonly operation: string;
      readonly scenario: string;
      readonly refusal?: Refusal;
    }
  | { readonly voice: 'not-modelled'; readonly what: string }
  | { readonly voice: 'fault'; readonly error: unknown };

/** One request and how it was answered, with all that is needed to walk its journey again. */
export interface Exchange {
  /** Counts from 1 within the space. */
  readonly id: number;
  /** ms since the epoch, by the space's clock. */
  readonly at: number;
  readonly provider: Provider;
  readonly arrival: Arrival;
  readonly readings: AnyChosen;
  /** What the journey read, in order. */
  readonly reads: readonly Change[];
  /** What its limits had counted, in order. */
  readonly limits: readonly LimitSeen[];
  /** What scenarios did; undefined when none had a part in it. */
  readonly happened: Happening | undefined;
  /** The numbers of the notices that it caused. */
  readonly notices: readonly number[];
  readonly ending: Ending;
  readonly reply: Reply;
}

type Answer = Pick<Exchange, 'ending' | 'reply' | 'happened' | 'notices'>;
type Begun = Omit<Exchange, keyof Answer | 'reads' | 'limits'> & {
  readonly reads: Change[];
  readonly limits: LimitSeen[];
  readonly named: readonly Named[];
};

const noneNamed: readonly Named[] = [];

/** A request that caused nothing to be told. */
const noNotices: readonly number[] = [];

/**
 * Answers one request in one synchronous turn: recognise, admit, do, commit.
 *
 * A refused request writes nothing. Whatever is thrown on the way is a bug of ours: it writes nothing either, and is
 * answered in our own voice, never in the provider's.
 */
export function exchange(
  space: SpaceState,
  provider: Provider,
  arrival: Arrival,
  named: readonly Named[] = noneNamed,
): Exchange {
  const id = space.nextExchange();
  const at = space.clock.now();
  const readings = space.readingsOf(provider);
  const reads: Change[] = [];
  const limits: LimitSeen[] = [];
  const begun = { id, at, provider, arrival, readings, reads, limits, named };
  const { ending, reply, happened, notices } = answered(space, begun);
  return { id, at, provider, arrival, readings, reads, limits, happened, notices, ending, reply };
}

function answered(space: SpaceState, begun: Begun): Answer {
  try {
    return answer(space, begun);
  } catch (error) {
    return { ending: { voice: 'fault', error }, reply: faultReply, happened: undefined, notices: noNotices };
  }
}

const faultReply = problemReply({
  status: 500,
  kind: 'fault',
  says: 'The simulator has a bug: it failed while it answered this request.',
  fix: "Please report it, with the stack trace from the simulator's log. Nothing was changed.",
});

function answer(space: SpaceState, begun: Begun): Answer {
  const { id, at, provider, arrival, readings, reads, limits, named } = begun;
  const recognition = provider.recognise(arrival, readings);
  if (!recognition.modelled) {
    const what = space.redactor()(recognition.what, arrival);
    const says = `The simulator does not model ${what}.`;
    const reply = problemReply({ status: 501, kind: 'not-modelled', says, fix: recognition.fix });
    return { ending: { voice: 'not-modelled', what }, reply, happened: undefined, notices: noNotices };
  }
  const served = endpointOf(provider, recognition.operation);
  const happened = happeningIn(space, begun, served.operation);
  const asked = happened && askedFor(happened, served.operation, begun);
  if (asked !== undefined && happened?.instead?.reaches !== true) return asked;
  const documents = remembering(space.documents, reads);
  const limit = (wanted: Limit): LimitSeen => {
    const before = limits.find(({ key }) => key === wanted.key);
    if (before !== undefined) return before;
    const seen = space.limiter.ask(wanted, at);
    limits.push(seen);
    return seen;
  };
  const arriving = { arrival, now: at, readings, documents, route: recognition.route, limit };
  const { ending, reply, notices } = travel(space, { id, provider, named, served, arriving });
  return asked === undefined ? { ending, reply, happened, notices } : { ...asked, notices };
}

/** What befalls this request; nearly always nothing, which is found out at the cost of two looks. */
function happeningIn(space: SpaceState, begun: Begun, operation: string): Happening | undefined {
  const { id, at, named } = begun;
  if (named.length === 0 && space.scenarios.isQuiet()) return undefined;
  return space.scenarios.befall({ ...begun, operation, now: at, random: space.randomFor(id) }, happenings);
}

/** The answer that scenarios give in the provider's place; undefined when they leave it to the provider. */
function askedFor(happened: Happening, operation: string, { provider, readings }: Begun): Answer | undefined {
  const { refuses, instead } = happened;
  if (refuses !== undefined) {
    const { scenario, refusal } = refuses;
    const reply = provider.refusing(refusal, readings);
    return { ending: { voice: 'scenario', operation, scenario, refusal }, reply, happened, notices: noNotices };
  }
  if (instead === undefined) return undefined;
  const { scenario, reply } = instead;
  return { ending: { voice: 'scenario', operation, scenario }, reply, happened, notices: noNotices };
}

/** A request whose operation is known. */
interface Setting {
  readonly id: number;
  readonly provider: Provider;
  readonly named: readonly Named[];
  readonly served: AnyEndpoint;
  readonly arriving: AnyArriving;
}

/** The journey past the checks, and what the operation does once all of them held: commit, and what is to be told. */
function travel(
  space: SpaceState,
  { id, provider, named, served, arriving }: Setting,
): Pick<Exchange, 'ending' | 'reply' | 'notices'> {
  const operation = served.operation;
  const journey = served.after.run(arriving);
  if (!journey.passed) {
    const refusal = refusalOf(journey.refusedBy, arriving.readings);
    return {
      ending: { voice: 'provider', operation, refusedBy: journey.refusedBy },
      reply: provider.refusing(refusal, arriving.readings),
      notices: noNotices,
    };
  }
  const tools: Tools = { random: space.randomFor(id), next: space.nextNumber };
  const { changes, result, announces } = served.does(journey.known as never, tools);
  const reply = provider.accepting(result as never, arriving, tools);
  space.documents.commit(changes);
  const notices = announces === undefined ? noNotices : space.outbox.post(announces, { provider, cause: id, named });
  return { ending: { voice: 'provider', operation }, reply, notices };
}

/** The endpoint that serves an operation; that there is none is a bug of the provider's. */
export function endpointOf(provider: Provider, operation: string): AnyEndpoint {
  const served = provider.endpoints[operation];
  if (served === undefined) throw new Error(`${provider.name} recognises ${operation}, which nobody serves`);
  return served;
}

/** What a journey starts from, and who serves it, so that it can be walked again; undefined where nothing is modelled. */
export function arrivingAgain(
  exchange: Exchange,
  documents: Snapshot,
): { arriving: AnyArriving; served: AnyEndpoint } | undefined {
  const { provider, arrival, readings, at } = exchange;
  const recognition = provider.recognise(arrival, readings);
  if (!recognition.modelled) return undefined;
  const limit = (wanted: Limit): LimitSeen =>
    exchange.limits.find(({ key }) => key === wanted.key) ?? untouched(wanted, at);
  const arriving = { arrival, now: at, readings, documents, route: recognition.route, limit };
  return { arriving, served: endpointOf(provider, recognition.operation) };
}

/** A limit that this exchange did not reach when it was answered. */
const untouched = (limit: Limit, now: number): LimitSeen => ({ ...limit, passed: true, count: 0, nextAt: now });
