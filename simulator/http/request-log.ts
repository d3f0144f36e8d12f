import type { IncomingMessage } from 'node:http';
import { type BilingualText, fillPlaceholders } from '../core/diagnosis/mistakes.js';
import { refusalOf } from '../core/pipeline/check.js';
import { warningViews } from '../core/pipeline/warning.js';
import type { Exchange } from '../core/requests/handle-request.js';
import { pathOf } from '../core/requests/incoming-request.js';
import type { SimulatorProblem } from '../core/requests/problem-response.js';
import type { WireFault } from '../core/scenarios/scenario.js';
import type { Space } from '../core/state/space.js';
import { defaultSpaceName } from '../core/state/spaces.js';
import { stackOf } from './errors.js';
import type { ProviderAddress } from './request-address.js';

/** One request and its reply, for a log; without credentials. Requests to the control API have none. */
export interface RequestReport {
  /** ms since the epoch, by the clock of the space. */
  readonly at: number;
  readonly space: string;
  readonly method: string;
  /**
   * `accepted` or `refused` by the provider; `scenario`: a scenario determined the reply; `stub`: a stub of the user did; the others are replies of the
   * simulator itself: `not-modelled` (501), `warnings` (rejected for them), `bug` (500), `invalid` (no provider got the request).
   */
  readonly outcome: 'accepted' | 'refused' | 'scenario' | 'stub' | 'not-modelled' | 'warnings' | 'bug' | 'invalid';
  readonly status: number;
  /** Undefined for a request to no known provider, as is `host`. */
  readonly provider?: string;
  readonly host?: string;
  readonly operation?: string;
  /** The number of the exchange in the journal of its space. */
  readonly exchange?: number;
  /** The provider's code of the refusal. */
  readonly code?: string;
  /** The name of the check that refused it. */
  readonly refusedBy?: string;
  /** The scenario that broke the reply on its way: the client got another one than `status`, or none. Undefined for a whole reply. */
  readonly fault?: WireFault;
  /** The scenarios that affected it; none is undefined. */
  readonly scenarios?: readonly string[];
  /** The names of its warnings; none is undefined. */
  readonly warnings?: readonly string[];
  /** The path of a request that is not modelled; of an invalid one its first two segments, or its `+scenario` segments. */
  readonly path?: string;
  /** What is not modelled, or what is invalid. */
  readonly says?: string;
  /** The URL of its diagnosis: a path if the simulator has no address. */
  readonly diagnosis?: string;
  /** From the last byte of the request to the reply, ms; delays of scenarios do not count. */
  readonly ms?: number;
}

/** The receivers of what happens to requests. Texts have no credentials. */
export interface LogSettings {
  /** Takes each request to a provider, or to an unknown path, after its reply. Default: none. */
  readonly onRequest?: ((report: RequestReport) => void) | undefined;
  /** Takes the first warning of each name in a space. Default: none. */
  readonly warn?: ((text: string) => void) | undefined;
  /** The language of warnings. Default: English. */
  readonly language?: keyof BilingualText | undefined;
}

/** The exchange's space, its duration (ms) and the URL of its diagnosis. */
interface LogContext {
  readonly space: Space;
  readonly durationMs: number;
  readonly diagnosis: string | undefined;
}

interface LogParts {
  readonly settings: LogSettings;
  /** Takes one or more lines. */
  readonly log: (text: string) => void;
}

/** Reports an exchange and logs what a developer should know of it: bugs, added callers and new warnings. */
export function logExchange(exchange: Exchange, context: LogContext, { settings, log }: LogParts): void {
  const { space } = context;
  const { outcome, request, adopted, warnings } = exchange;
  if (outcome.source === 'bug') log(space.redactor()(stackOf(outcome.error), request));
  if (adopted !== undefined) log(adoptedLine(exchange, space));
  if (warnings.length > 0) logWarnings(exchange, space, settings);
  settings.onRequest?.(reportOf(exchange, context));
}

const adoptedLine = ({ id, adopted = '', provider }: Exchange, space: Space): string =>
  `exchange ${id} in space ${space.name}: added ${provider.name} ${adopted} to the world; its signature is right with an adopt token`;

const loggedWarnings = new WeakMap<Space, Set<string>>();

/** Logs each warning once in a space: a client usually makes a mistake in every request. The journal has them all. */
function logWarnings({ id, warnings, request }: Exchange, space: Space, { warn, language = 'en' }: LogSettings): void {
  if (warn === undefined) return;
  const names = loggedWarnings.get(space) ?? new Set();
  loggedWarnings.set(space, names);
  const first = warnings.filter(({ warning }) => !names.has(warning.name));
  if (first.length === 0) return;
  const redact = space.redactor();
  for (const view of warningViews(first, language, (text) => redact(text, request))) {
    names.add(view.name);
    warn(fillPlaceholders(warningLine[language], { ...view, id: String(id), space: space.name }));
  }
}

const warningLine: BilingualText = {
  en: 'warning: exchange {id} in space {space}: {says} {fix} ({name})',
  zh: '警告：空间 {space} 的第 {id} 次请求：{says}{fix}（{name}）',
};

function reportOf(exchange: Exchange, { space, durationMs, diagnosis }: LogContext): RequestReport {
  const { id, at, provider, request, outcome, effects, warnings, reply } = exchange;
  return {
    at,
    space: space.name,
    method: request.method,
    ...outcomeOf(exchange),
    status: reply.status,
    provider: provider.name,
    host: request.host,
    exchange: id,
    ...(effects?.fault !== undefined && { fault: effects.fault }),
    ...(effects !== undefined && { scenarios: effects.names }),
    ...(warnings.length > 0 && { warnings: warnings.map(({ warning }) => warning.name) }),
    ...(outcome.source === 'not-modelled' && { path: visiblePath(request, space) }),
    ...(diagnosis !== undefined && { diagnosis }),
    ms: Math.round(durationMs * 1000) / 1000,
  };
}

const maxPathLength = 200;

/** The path that a developer looks for in her program, without its query and without credentials. */
function visiblePath(request: Exchange['request'], space: Space): string {
  const path = pathOf(request.targetForProvider);
  const shown = space.redactor()(path.slice(0, maxPathLength), request);
  return path.length > maxPathLength ? `${shown}…` : shown;
}

type ReportedOutcome = Pick<RequestReport, 'outcome' | 'operation' | 'code' | 'refusedBy' | 'says'>;

function outcomeOf({ outcome, readings }: Exchange): ReportedOutcome {
  switch (outcome.source) {
    case 'provider': {
      const { operation, refusedBy } = outcome;
      if (refusedBy === undefined) return { outcome: 'accepted', operation };
      return { outcome: 'refused', operation, code: refusalOf(refusedBy, readings).code, refusedBy: refusedBy.name };
    }
    case 'scenario': {
      const { operation, refusal } = outcome;
      return { outcome: 'scenario', operation, ...(refusal !== undefined && { code: refusal.code }) };
    }
    case 'stub':
      return { outcome: 'stub', operation: outcome.operation };
    case 'warnings':
      return { outcome: 'warnings', operation: outcome.operation };
    case 'not-modelled':
      return { outcome: 'not-modelled', says: outcome.what };
    case 'bug':
      return { outcome: 'bug' };
  }
}

/** A request that is answered with a problem before any provider gets it. */
interface RejectedRequest {
  readonly request: Pick<IncomingMessage, 'method' | 'url'>;
  /** Its space, or the default one for an unknown path. */
  readonly space: Pick<Space, 'redactor'>;
  /** Undefined for an unknown path. */
  readonly address?: ProviderAddress;
  readonly problem: SimulatorProblem;
  /** ms since the epoch. */
  readonly at: number;
}

/** Reports a request that is invalid for every provider. */
export function reportProblem(rejected: RejectedRequest, { onRequest }: LogSettings): void {
  if (onRequest === undefined) return;
  const { request, address, problem, at } = rejected;
  const path = beginningOfPath(rejected);
  onRequest({
    at,
    space: address?.space ?? defaultSpaceName,
    method: request.method ?? '',
    outcome: 'invalid',
    status: problem.status,
    ...(address !== undefined && { provider: address.provider.name, host: address.host }),
    ...(path !== undefined && { path }),
    says: problem.says,
  });
}

/**
 * The part of an invalid request's path that shows which request it is, without credentials.
 *
 * An unknown path may hold a signature anywhere, and has no provider that knows where: its first two segments are shown. A provider's path is
 * not what is wrong: its scenarios are shown.
 */
function beginningOfPath({ request: { url = '' }, address, space }: RejectedRequest): string | undefined {
  if (!url.startsWith('/')) return undefined;
  const segments = pathOf(url).split('/').slice(1);
  const named = address === undefined ? segments : segments.filter((segment) => segment.startsWith('+'));
  if (named.length === 0) return undefined;
  const shown = space.redactor()(`/${named.slice(0, 2).join('/')}`);
  const isWhole = shown.length <= maxPathLength && named.length <= 2 && address === undefined;
  return isWhole ? shown : `${shown.slice(0, maxPathLength)}/…`;
}
