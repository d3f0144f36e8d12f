import type { EmittedEvents, CallbackEvent } from './callbacks/event.js';
import type { DeliveryResult, ReceiverReply } from './callbacks/transport.js';
import type { DescriptionPart } from './description-part.js';
import type { Advice } from './diagnosis/advice.js';
import type { Findings, MistakeText } from './diagnosis/mistakes.js';
import type { AnyCheck, Shown } from './pipeline/check.js';
import type { CommonEvidence, Evidence, Source, WrittenEvidence } from './pipeline/evidence.js';
import type { Pipeline } from './pipeline/pipeline.js';
import type { AnyReadingOptions, ReadingOptions, ReadingCatalogue, ReadingProfiles } from './pipeline/reading.js';
import type { Refusal } from './pipeline/refusal.js';
import type { AnyWarning } from './pipeline/warning.js';
import type { IncomingRequest, Reply } from './requests/incoming-request.js';
import type { ByHand, SignCommand } from './requests/request-builder.js';
import type { Random } from './state/clock.js';
import type { Change, Documents, DocumentReader } from './state/documents.js';
import type { Limit, LimitState } from './state/limiter.js';
import type { OwnEntities } from './state/own-entities.js';
import type { WorldGenerator } from './state/world-generator.js';
import type { Problem, WorldShape } from './state/world.js';

/**
 * The input of a request's checks. `route` is the router's result from the request line and, if necessary, the body.
 */
export interface RequestContext<Route, Readings> {
  readonly request: IncomingRequest;
  /** The instant of the exchange by the space's clock, ms since the epoch. */
  readonly now: number;
  readonly readings: Readings;
  readonly documents: DocumentReader;
  readonly route: Route;
  /** Counts this exchange against a limit. Repeated calls with the same key count once. */
  readonly limit: (limit: Limit) => LimitState;
  /** The result of probing the receiver that this request registers; undefined means that it was not probed. */
  readonly probe: DeliveryResult | undefined;
}

/** A request's context without its provider's types. */
export type AnyRequestContext = RequestContext<object, AnyReadingOptions>;

/** The generators of an operation's new values: random values and sequence numbers. */
export interface Generators {
  readonly random: Random;
  /** The next number of a sequence, from 1. Only accepted requests draw one. */
  readonly next: (sequence: string) => number;
}

/** The result of an operation: the documents it wrote, and the value for the reply. */
export interface OperationResult<Result> {
  readonly changes: readonly Change[];
  readonly result: Result;
  /** The callback events it causes. Default: none. */
  readonly emits?: EmittedEvents | undefined;
}

/** One modelled operation: its checks, and its handler, which runs once all of them passed. */
interface Endpoint<Start extends object, Known extends object, Result> {
  readonly operation: string;
  readonly checks: Pipeline<Start, Known>;
  /** Checks that no request routed to this operation can fail; they only provide facts. */
  readonly checkedByRouter?: readonly { readonly name: string }[];
  /** The receiver that the provider probes before it handles the request; undefined for none. Default: none. */
  readonly probes?: (known: Known) => string | undefined;
  readonly handle: (known: Known, generators: Generators) => OperationResult<Result>;
}

/** An endpoint without its types; `endpoint` below proves that `handle` fits the facts that `checks` provides. */
export interface AnyEndpoint {
  readonly operation: string;
  readonly checkedByRouter?: readonly { readonly name: string }[];
  readonly checks: Pipeline<AnyRequestContext, object>;
  readonly probes?: (known: never) => string | undefined;
  readonly handle: (known: never, generators: Generators) => OperationResult<unknown>;
}

/** Defines an endpoint. */
export function endpoint<Start extends object, Known extends object, Result>(
  definition: Endpoint<Start, Known, Result>,
): AnyEndpoint {
  return { ...definition, checks: definition.checks as unknown as AnyEndpoint['checks'] };
}

/** The operation of a request; or that we do not model it, with a description and a fix. */
export type RouteResult =
  | { readonly modelled: true; readonly operation: string; readonly route: object }
  | {
      readonly modelled: false;
      readonly what: string;
      readonly fix: string;
      /** The template of its path, for a stub. Default: the path itself. */
      readonly template?: string;
    };

/** The secrets in a provider's traffic, which are never shown. */
export interface SecretRules {
  /** Every credential in these documents. Each is redacted everywhere, in any letter case and encoding. */
  readonly secretsIn: (documents: Documents) => readonly string[];
  /** The ids in these documents that look like credentials but are not. */
  readonly idsIn: (documents: Documents) => readonly string[];
  /** The credentials a request carries: its signature, its authorization. */
  readonly credentialsIn: (incoming: IncomingRequest) => readonly string[];
  /** Whether a run of text has the shape of a credential: a digest, an authorization. */
  readonly looksLikeCredential: (run: string) => boolean;
}

/** A host name of a provider, and a label for it. */
export interface ProviderHost {
  readonly host: string;
  readonly label: string;
}

/** An operation in its contract; a `{name}` in the path matches any text. */
interface OperationEntry {
  readonly method: string;
  readonly path: string;
  /** The marks of an accepted reply: its status, and members of its body as text. Default: status 200. */
  readonly accepted?: { readonly status: number; readonly [member: string]: string | number };
  /** Evidence for what is replied to an accepted request, and for what the provider does. Default: not reported. */
  readonly success?: readonly WrittenEvidence[];
}

/** The input for a provider's diagnosis. */
export interface DiagnosisInput {
  /** Its `documents` return the state that the checks read; for documents not read then, the present state. */
  readonly context: AnyRequestContext;
  readonly refusedBy: AnyCheck;
  /** All documents of the space in their present state, to find the credentials of other accounts. */
  readonly documents: Documents;
}

/** The input for a provider's advice on a refusal. */
export interface AdviceInput extends DiagnosisInput {
  /** The details of the check that refused. */
  readonly shown: Shown;
}

/** A caller as it is added to the world. */
export interface AdoptedCaller {
  readonly changes: readonly Change[];
  /** In words, without credentials: `account ac…`. */
  readonly what: string;
}

/** How a provider adds callers that its world does not have. */
export interface Adoption<Context = AnyRequestContext> {
  /** The unknown caller that a request names, with this token; undefined if it names none or a known one. */
  readonly callerWith: (context: Context, token: string) => AdoptedCaller | undefined;
  /** The checks up to the signature. */
  readonly signed: Pipeline<Context & object, object>;
}

/** What of a provider stands before a stub's reply, and which requests a stub may answer. */
export interface StubSupport<Context = AnyRequestContext, Readings = AnyReadingOptions> {
  /** The checks of a caller: authentication, and the limit of requests if it has one. */
  readonly checks: Pipeline<Context & object, object>;
  /** The route of a request that a stub answers, as far as these checks need one. */
  readonly routeOf: (request: IncomingRequest, readings: Readings, stub: string) => object;
  /** The member `action` of a body; absent where method and path alone choose the operation. */
  readonly actionIn?: (request: IncomingRequest, readings: Readings) => string | undefined;
  /** Why no request of the provider can have such a path; undefined if one can. Continues "the path". */
  readonly problemWithPath?: (path: string) => string | undefined;
  /** The path with the literal in place of a placeholder that the provider serves for one value only. Default: the path. */
  readonly servedPath?: (path: string) => string;
  /** The headers and query parameters that hold credentials, in lower case: no stub may read them. */
  readonly credentialNames: readonly string[];
}

/** One provider, as the rest of the simulator sees it. */
export interface Provider {
  readonly name: string;
  readonly hosts: readonly ProviderHost[];
  /** Further host names of the provider, each with the host of `hosts` that answers for it. */
  readonly otherHosts?: ReadonlyMap<string, string>;
  /** The host for a path that names none; undefined if the path is not this provider's. */
  readonly hostOfBarePath: (path: string) => string | undefined;
  readonly readings: ReadingCatalogue;
  /** Sets of options of its readings, by name. Default: none. */
  readonly readingProfiles?: ReadingProfiles;
  readonly findRoute: (incoming: IncomingRequest, readings: AnyReadingOptions) => RouteResult;
  /** Each operation, by its name. */
  readonly operations: Readonly<Record<string, OperationEntry>>;
  readonly endpoints: Readonly<Record<string, AnyEndpoint>>;
  readonly refusals: Readonly<Record<string, Refusal>>;
  readonly refusalReply: (refusal: Refusal, readings: AnyReadingOptions) => Reply;
  readonly successReply: (result: never, context: AnyRequestContext, generators: Generators) => Reply;
  /** A text of the simulator under the name that refusals have for theirs, for users of the SDK. Default: nothing. */
  readonly messageMembers?: (text: string) => Readonly<Record<string, string>>;
  readonly world: WorldShape;
  /** Generates worlds for it; absent if it cannot. */
  readonly worldGenerator?: WorldGenerator;
  /** How the user's own entities are added to a world. Default: by a world file only. */
  readonly ownEntities?: OwnEntities;
  /** How it adds unknown callers that sign with a token of the user. Default: it adds none. */
  readonly adoption?: Adoption;
  /** How it treats requests that a stub answers. Default: it takes no stubs. */
  readonly stubs?: StubSupport;
  readonly sources: Readonly<Record<string, Source>>;
  /** The evidence that all checks share. Default: none, so that the order of checks and the headers are assumed. */
  readonly commonEvidence?: CommonEvidence;
  readonly secretRules: SecretRules;
  /** Its own API in OpenAPI 3.1, generated from its contract. Read from disk on first use. */
  readonly openapi: () => Promise<object>;
  /** Signs a request for `understudy sign`. */
  readonly signCommand: SignCommand;
  /** How a hand-signed request provokes each refusal; absent means that only scenarios do. */
  readonly manualSteps?: ByHand;
  /** Finds the mistake behind a refusal; absent means that only the checks are shown. */
  readonly diagnose?: (input: DiagnosisInput) => Findings;
  /**
   * What is wrong with a refused request, and what to do, in the caller's terms; `{simulator}` is a placeholder for the
   * simulator's URL. Absent means that only the details of the checks are shown.
   */
  readonly advise?: (input: AdviceInput) => Advice | undefined;
  /** The texts of its advice, by their ids. Default: none. */
  readonly adviceTexts?: Readonly<Record<string, MistakeText>>;
  /** The texts of the mistakes it can find, by the mistake's id. Default: none. */
  readonly mistakes?: Readonly<Record<string, MistakeText>>;
  /** Its warnings about leniency. Default: none. */
  readonly warnings?: readonly AnyWarning[];
  /** The scenarios that `fail` and `limit` mean in a sequence. */
  readonly genericScenarios?: Readonly<Record<'fail' | 'limit', string>>;
  /** The control API's actions on its state. Default: none. */
  readonly actions?: readonly ControlAction[];
  /** How it sends callbacks; absent if it never does. */
  readonly callbacks?: Callbacks;
}

/** A provider with its own types: its readings, the results of its operations, the format of its world. */
type TypedProvider<Catalogue extends ReadingCatalogue, Result, Part> = Omit<
  Provider,
  | 'readings'
  | 'findRoute'
  | 'refusalReply'
  | 'successReply'
  | 'world'
  | 'ownEntities'
  | 'adoption'
  | 'stubs'
  | 'callbacks'
> & {
  readonly readings: Catalogue;
  readonly findRoute: (incoming: IncomingRequest, readings: ReadingOptions<Catalogue>) => RouteResult;
  readonly refusalReply: (refusal: Refusal, readings: ReadingOptions<Catalogue>) => Reply;
  readonly successReply: (
    result: Result,
    context: RequestContext<never, ReadingOptions<Catalogue>>,
    generators: Generators,
  ) => Reply;
  readonly world: WorldShape<Part>;
  readonly ownEntities?: OwnEntities<Part>;
  readonly adoption?: Adoption<never>;
  readonly stubs?: StubSupport<never, ReadingOptions<Catalogue>>;
  readonly callbacks?: Callbacks<ReadingOptions<Catalogue>>;
};

/**
 * Erases a provider's own types, so that the rest of the simulator can hold any.
 *
 * Sound because readings and world parts are validated against this provider's catalogue and schema first.
 */
export function provider<Catalogue extends ReadingCatalogue, Result, Part>(
  typed: TypedProvider<Catalogue, Result, Part>,
): Provider {
  return typed as unknown as Provider;
}

/** The input of an action. It must not change `documents`; it returns the changes. */
export interface ActionInput {
  readonly documents: Documents;
  /** The values of the `:names` in its path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The body's JSON, as the schema in the description allows it; undefined for an action that takes none. */
  readonly body: unknown;
  /** ms since the epoch, by the space's clock. */
  readonly now: number;
  readonly readings: AnyReadingOptions;
  readonly random: Random;
  readonly next: (sequence: string) => number;
}

/** The changes of an action, or why it failed: the path names a missing thing, or the request has problems. */
export type ActionOutcome =
  | { readonly ok: true; readonly changes: readonly Change[]; readonly emits?: EmittedEvents | undefined }
  | { readonly ok: false; readonly missing: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** An action on a provider's state by a test, without a request to the provider. */
export interface ControlAction {
  readonly method: 'post' | 'delete';
  /** In express syntax, below `/_simulator/<provider>`: `/rooms/:number/meeting`. */
  readonly path: string;
  /** Loads what describes it in openapi.json, under its whole path; the schema of its body validates the body. */
  readonly description: () => Promise<DescriptionPart>;
  readonly act: (input: ActionInput) => ActionOutcome;
}

/** A callback event of a provider, as its contract describes it. */
interface EventType {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly evidence: readonly Evidence[];
  /** An example body. */
  readonly sample: object;
}

/** The request that a provider sends to a receiver before it registers it: a POST of JSON. */
export interface ReceiverProbe {
  /** Whether a request may register a receiver, by its request line alone. Called for every request. */
  readonly mayRegister: (request: Pick<IncomingRequest, 'method' | 'targetForProvider'>) => boolean;
  readonly body: Uint8Array;
  /** Time limit for the receiver's reply, ms of real time. */
  readonly timeoutMs: number;
}

/** How a provider sends callbacks. */
export interface Callbacks<Readings = AnyReadingOptions> {
  /** By event name. */
  readonly events: Readonly<Record<string, EventType>>;
  /** The JSON Schema of every event's body, by event name. Read from disk on first use. */
  readonly schemas: () => Promise<Readonly<Record<string, object>>>;
  /** The waits before the second attempt, the third, …, in ms. After the last one it gives up. */
  readonly retries: (readings: Readings) => readonly number[];
  /** Whether this reply accepts the event; any other one is a failed attempt. */
  readonly accepts: (reply: ReceiverReply, readings: Readings) => boolean;
  /** The events that the state of a loaded world still causes, from `now` (ms since the epoch) on. */
  readonly scheduledEvents: (documents: Documents, now: number, readings: Readings) => readonly CallbackEvent[];
  /** The probe of receivers. Default: receivers are not probed. */
  readonly probe?: ReceiverProbe;
}
