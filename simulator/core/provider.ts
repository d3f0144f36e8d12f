import type { EmittedEvents, CallbackEvent } from './callbacks/event.js';
import type { ReceiverReply } from './callbacks/transport.js';
import type { DescriptionPart } from './description-part.js';
import type { Findings, MistakeText } from './diagnosis/mistakes.js';
import type { AnyCheck } from './pipeline/check.js';
import type { Evidence, Source } from './pipeline/evidence.js';
import type { Pipeline } from './pipeline/pipeline.js';
import type { AnyChosen, Chosen, ReadingCatalogue } from './pipeline/reading.js';
import type { Refusal } from './pipeline/refusal.js';
import type { IncomingRequest, Reply } from './requests/incoming-request.js';
import type { ByHand, HandSigning } from './requests/request-builder.js';
import type { Random } from './state/clock.js';
import type { Change, Documents, Snapshot } from './state/documents.js';
import type { Limit, LimitSeen } from './state/limiter.js';
import type { WorldGenerator } from './state/world-generator.js';
import type { Problem, WorldShape } from './state/world.js';

/** What the checks of a request start from. `route` is what the router found in the request line (and, where it must, the body). */
export interface RequestContext<Route, Readings> {
  readonly request: IncomingRequest;
  /** The instant of the exchange by the space's clock, ms since the epoch. */
  readonly now: number;
  readonly readings: Readings;
  readonly documents: Snapshot;
  readonly route: Route;
  /** Counts this exchange against a limit, once for each key however often it is called. */
  readonly limit: (limit: Limit) => LimitSeen;
}

/** A request's context without the types of its provider. */
export type AnyRequestContext = RequestContext<object, AnyChosen>;

/** What an operation may use besides what is known: chance and running numbers. */
export interface Tools {
  readonly random: Random;
  /** The next number of a series, from 1; drawn only by requests that were admitted. */
  readonly next: (series: string) => number;
}

/** What an operation did: the documents it wrote, and its result for the envelope. */
export interface Done<Result> {
  readonly changes: readonly Change[];
  readonly result: Result;
  /** What receivers are told because of it; absent means nothing. */
  readonly emits?: EmittedEvents | undefined;
}

/** One operation served: the checks it is guarded by, and what it does once all of them held. */
interface Endpoint<Start extends object, Known extends object, Result> {
  readonly operation: string;
  readonly guards: Pipeline<Start, Known>;
  /** Checks that no request recognised as this operation fails; they are there for the facts that they find. */
  readonly settled?: readonly { readonly name: string }[];
  readonly handle: (known: Known, tools: Tools) => Done<Result>;
}

/** An endpoint whose types are forgotten; `endpoint` below has proved that `does` fits what `after` establishes. */
export interface AnyEndpoint {
  readonly operation: string;
  readonly checks: readonly AnyCheck[];
  readonly settled?: readonly { readonly name: string }[];
  readonly guards: Pipeline<AnyRequestContext, object>;
  readonly handle: (known: never, tools: Tools) => Done<unknown>;
}

/** Serves one operation. */
export function endpoint<Start extends object, Known extends object, Result>(
  served: Endpoint<Start, Known, Result>,
): AnyEndpoint {
  return { ...served, guards: served.guards as unknown as AnyEndpoint['guards'], checks: served.guards.checks };
}

/** Which operation a request means, or that we do not model it: what it seems to be, and what to do about it. */
export type RouteResult =
  | { readonly modelled: true; readonly operation: string; readonly route: object }
  | { readonly modelled: false; readonly what: string; readonly fix: string };

/** What must never be shown of a provider's traffic. */
export interface Confidential {
  /** Every credential in these documents: redacted wherever it stands, in any case and encoding. */
  readonly secretsIn: (documents: Documents) => readonly string[];
  /** The ids in these documents that look like credentials and are none. */
  readonly idsIn: (documents: Documents) => readonly string[];
  /** The credentials a request carries: its signature, its authorization. */
  readonly credentialsIn: (incoming: IncomingRequest) => readonly string[];
  /** Whether a run of text has the shape of a credential: a digest, an authorization. */
  readonly looksLikeCredential: (run: string) => boolean;
}

/** A host under which a provider is reached, and what it stands for. */
export interface ProviderHost {
  readonly host: string;
  readonly label: string;
}

/** The request line of an operation; `{names}` in the path stand for anything. */
interface OperationLine {
  readonly method: string;
  readonly path: string;
}

/** What a provider is asked to explain. */
export interface DiagnosisAsked {
  /** Its `documents` answer as they answered then, and for what was not read then as they do now. */
  readonly context: AnyRequestContext;
  readonly refusedBy: AnyCheck;
  /** Everything in the space as it is now: for the credentials of others. */
  readonly documents: Documents;
}

/** One provider, whole, as the rest of the simulator sees it. */
export interface Provider {
  readonly name: string;
  readonly hosts: readonly ProviderHost[];
  /** The host meant by a path that names none, or undefined when the path is not this provider's. */
  readonly hostOfBarePath: (path: string) => string | undefined;
  readonly readings: ReadingCatalogue;
  readonly recognise: (incoming: IncomingRequest, readings: AnyChosen) => RouteResult;
  /** Where each operation is asked for, by its name. */
  readonly operations: Readonly<Record<string, OperationLine>>;
  readonly endpoints: Readonly<Record<string, AnyEndpoint>>;
  readonly refusals: Readonly<Record<string, Refusal>>;
  readonly refusing: (refusal: Refusal, readings: AnyChosen) => Reply;
  readonly accepting: (result: never, context: AnyRequestContext, tools: Tools) => Reply;
  readonly world: WorldShape;
  /** How worlds of it are generated; absent means that none are. */
  readonly worldGenerator?: WorldGenerator;
  readonly sources: Readonly<Record<string, Source>>;
  readonly confidential: Confidential;
  /** Its own API in OpenAPI 3.1, generated from its contract; read from disk when it is first asked for. */
  readonly openapi: () => Promise<object>;
  /** How a person signs a request on the command line. */
  readonly handSigning: HandSigning;
  /** How each of its refusals is brought about by a request signed so; absent means by scenarios alone. */
  readonly byHand?: ByHand;
  /** Looks for the mistake behind a refusal; absent means that only the checks are shown. */
  readonly diagnose?: (asked: DiagnosisAsked) => Findings;
  /** What is told of each mistake that it looks for, by the mistake's id; absent means that it knows none. */
  readonly mistakes?: Readonly<Record<string, MistakeText>>;
  /** Which of its scenarios `fail` and `limit` mean in a sequence, by the name in which the check fails. */
  readonly usualTrouble?: Readonly<Record<'fail' | 'limit', string>>;
  /** What a test can make happen to its state; absent means nothing. */
  readonly actions?: readonly ControlAction[];
  /** How it tells receivers of what happens; absent means that it never does. */
  readonly callbacks?: Callbacks;
}

/** A provider whose own types are still known: its readings, what its operations return, how its world is written. */
type TypedProvider<Catalogue extends ReadingCatalogue, Result, Part> = Omit<
  Provider,
  'readings' | 'recognise' | 'refusing' | 'accepting' | 'world' | 'callbacks'
> & {
  readonly readings: Catalogue;
  readonly recognise: (incoming: IncomingRequest, readings: Chosen<Catalogue>) => RouteResult;
  readonly refusing: (refusal: Refusal, readings: Chosen<Catalogue>) => Reply;
  readonly accepting: (result: Result, context: RequestContext<never, Chosen<Catalogue>>, tools: Tools) => Reply;
  readonly world: WorldShape<Part>;
  readonly callbacks?: Callbacks<Chosen<Catalogue>>;
};

/**
 * Forgets a provider's own types, so that the rest of the simulator can hold any.
 *
 * Sound because readings and world parts are checked, against this provider's catalogue and schema, before they get in.
 */
export function provider<Catalogue extends ReadingCatalogue, Result, Part>(
  typed: TypedProvider<Catalogue, Result, Part>,
): Provider {
  return typed as unknown as Provider;
}

/** What an action is asked with; it must not alter `documents`, only say what would change. */
export interface ActionAsked {
  readonly documents: Documents;
  /** What stood for the `:names` of its path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The body's JSON, as the schema in the description allows it; undefined for an action that takes none. */
  readonly body: unknown;
  /** ms since the epoch, by the space's clock. */
  readonly now: number;
  readonly readings: AnyChosen;
  readonly random: Random;
  readonly next: (series: string) => number;
}

/** What an action changes, or why it cannot: what the path names is missing, or what is wrong with the request. */
export type ActionOutcome =
  | { readonly ok: true; readonly changes: readonly Change[]; readonly emits?: EmittedEvents | undefined }
  | { readonly ok: false; readonly missing: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Something that a test makes happen to a provider's state, without any request to the provider. */
export interface ControlAction {
  readonly method: 'post' | 'delete';
  /** In express's spelling, below `/_simulator/<provider>`: `/rooms/:number/meeting`. */
  readonly path: string;
  /** Loads what describes it in openapi.json, under its whole path; the schema of its body validates the body. */
  readonly description: () => Promise<DescriptionPart>;
  readonly act: (asked: ActionAsked) => ActionOutcome;
}

/** An event that a provider tells of, as its contract describes it. */
interface EventType {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly evidence: readonly Evidence[];
  /** A body as it is sent. */
  readonly sample: object;
}

/** How a provider tells receivers of what happens. */
export interface Callbacks<Readings = AnyChosen> {
  /** By the event's name. */
  readonly events: Readonly<Record<string, EventType>>;
  /** The JSON Schema of every event's body, by the event's name; read from disk when it is first asked for. */
  readonly schemas: () => Promise<Readonly<Record<string, object>>>;
  /** How long it waits before the second attempt, the third, …, in ms; after the last one it gives up. */
  readonly retries: (readings: Readings) => readonly number[];
  /** Whether this reply ends the matter; any other is an attempt that failed. */
  readonly accepts: (reply: ReceiverReply, readings: Readings) => boolean;
  /** What the state of a world that was laid out has yet to tell, from `now` (ms) on. */
  readonly scheduledEvents: (documents: Documents, now: number, readings: Readings) => readonly CallbackEvent[];
}
