import { types } from 'node:util';
import { reachedProvider } from '../../core/diagnosis/diagnosis.js';
import type { DeliveryResult } from '../../core/callbacks/transport.js';
import { refusalOf } from '../../core/pipeline/check.js';
import { defaultOptions } from '../../core/pipeline/reading.js';
import { warningViews } from '../../core/pipeline/warning.js';
import { isTooLong, maxRedactedLength, redactedBeginning, redactJsonInPieces } from '../../core/redaction/long-text.js';
import { type Redact, redactJson } from '../../core/redaction/redactor.js';
import type { ExchangeOutcome, Exchange } from '../../core/requests/handle-request.js';
import { traceOf } from '../../core/requests/trace.js';
import type { RequestEffects } from '../../core/scenarios/request-effects.js';
import type { JournalEntry } from '../../core/state/journal.js';
import { formatInstant } from './instants.js';

/** `canonical` leaves out what differs from run to run: durations and sockets. */
export type Form = 'canonical' | 'full';

/** The options of an exchange's view. */
export interface Viewing {
  readonly space: string;
  readonly redact: Redact;
  readonly form: Form;
  /** Default: beginning. */
  readonly bodies?: BodyExtent;
}

/**
 * Renders an exchange as JSON for people and tests to read, credentials taken out of every string in it; others are
 * answered between one step and the next.
 *
 * Rendered when it is read: the checks run again for the trace.
 */
export function exchangeView(entry: JournalEntry, viewing: Viewing): Generator<undefined, object> {
  const { redact, bodies } = viewing;
  const { request } = entry.exchange;
  return redactedSteps(unredactedView(entry, viewing), (text) => redact(text, request), bodies);
}

function unredactedView({ exchange, durationMs, complete }: JournalEntry, viewing: Viewing): object {
  const { space, form, bodies = 'beginning' } = viewing;
  const { id, at, provider, request, effects, outcome, reply } = exchange;
  // A request that a scenario answered met no checks, unless it also reached the provider.
  const walkable = complete && (outcome.source === 'not-modelled' || reachedProvider(exchange));
  return {
    id,
    at: formatInstant(at),
    provider: provider.name,
    host: request.host,
    space,
    caller: request.clientIp,
    ...outcomeView(exchange, outcome),
    ...(exchange.stub !== undefined && { stub: exchange.stub.name }),
    ...(effects && effectsView(effects)),
    readings: otherOptions(exchange),
    whole: complete,
    ...(!complete && { note: 'Larger than the whole journal: headers, bodies and trace were not kept.' }),
    request: requestView(exchange, { whole: complete, form, bodies }),
    reply: { status: reply.status, contentType: reply.contentType, ...(complete && bodyView(reply.body, bodies)) },
    ...extrasView(exchange),
    ...(walkable && { trace: traceOf(exchange) }),
    ...(form === 'full' && { tookMs: Math.round(durationMs * 1000) / 1000 }),
  };
}

/** A view with credentials taken out of every text in it, and the beginning of each long text. */
export function redactedView(view: object, redact: (text: string) => string): object {
  return redactJson(view, (text) => redactedBeginning(text, redact)) as object;
}

/** The same, with each text whole if `bodies` is `whole`; others are answered between one step and the next. */
export function* redactedSteps(
  view: object,
  redact: (text: string) => string,
  bodies: BodyExtent = 'beginning',
): Generator<undefined, object> {
  if (bodies === 'beginning') return redactedView(view, redact);
  return (yield* redactJsonInPieces(view, redact)) as object;
}

/** The members that most exchanges do not have. */
function extrasView({ probe, events, warnings, adopted }: Exchange): object {
  return {
    ...(adopted !== undefined && { adopted }),
    ...probeView(probe),
    ...(events.length > 0 && { events }),
    ...(warnings.length > 0 && { warnings: warningViews(warnings, 'en') }),
  };
}

/** The scenarios that had a part in it, and what they did to the reply on its way. */
function effectsView({ names, delayMs, fault }: RequestEffects): object {
  return { scenarios: names, ...(delayMs > 0 && { delayMs }), ...(fault !== undefined && { fault }) };
}

/** Shows the result of a probe. The body of the receiver's reply does not matter to a provider. */
function probeView(probe: DeliveryResult | undefined): object {
  if (probe === undefined) return {};
  return { probe: probe.outcome === 'answered' ? { outcome: probe.outcome, status: probe.reply.status } : probe };
}

interface RequestViewing extends Required<Pick<Viewing, 'form' | 'bodies'>> {
  readonly whole: boolean;
}

function requestView({ request }: Exchange, { whole, form, bodies }: RequestViewing): object {
  const { method, targetAsSent, targetForProvider, rawHeaders, body } = request;
  const withPort = form === 'full';
  const kept = whole && { headers: headersView(rawHeaders, withPort), ...bodyView(body, bodies) };
  return { method, target: targetView(targetAsSent, withPort), targetForProvider, ...kept };
}

function outcomeView({ readings }: Exchange, outcome: ExchangeOutcome): object {
  const { source } = outcome;
  switch (source) {
    case 'provider': {
      const { operation, refusedBy } = outcome;
      if (refusedBy === undefined) return { operation, source };
      const { name, code } = refusalOf(refusedBy, readings);
      return { operation, source, refusedBy: refusedBy.name, refusal: { name, code } };
    }
    case 'scenario': {
      const { operation, scenario, refusal } = outcome;
      const refused = refusal && { refusal: { name: refusal.name, code: refusal.code } };
      return { operation, source, scenario, ...refused };
    }
    case 'stub':
    case 'warnings':
      return { operation: outcome.operation, source };
    case 'not-modelled':
      return { source, notModelled: outcome.what };
    case 'bug':
      return { source, error: errorView(outcome.error) };
  }
}

function errorView(error: unknown): object {
  if (!types.isNativeError(error)) return { name: 'unknown', message: 'something was thrown that is no Error' };
  return { name: error.name, message: error.message };
}

/** The readings this exchange was judged by, where they are not the defaults. */
function otherOptions({ provider, readings }: Exchange): object {
  const defaults = defaultOptions(provider.readings);
  return Object.fromEntries(Object.entries(readings).filter(([name, option]) => defaults[name] !== option));
}

/** A body as it is shown; its bytes stand for themselves where they are UTF-8, and one a character where not. */
interface BodyView {
  readonly body: string;
  readonly bodyEncoding?: 'latin1';
  readonly bodyBytes: number;
  /** Of a long body its beginning is shown. */
  readonly bodyIsCut?: true;
}

/** How much of a long body is shown. */
export type BodyExtent = 'beginning' | 'whole';

/** Shows a body whole, or of a long one as much as is redacted to show its beginning. */
export function bodyView(bytes: Uint8Array, extent: BodyExtent = 'beginning'): BodyView {
  const text = utf8In(bytes);
  const body = text ?? Buffer.from(bytes).toString('latin1');
  const isCut = extent === 'beginning' && isTooLong(body);
  return {
    body: isCut ? body.slice(0, maxRedactedLength) : body,
    ...(text === undefined && { bodyEncoding: 'latin1' }),
    bodyBytes: bytes.length,
    ...(isCut && { bodyIsCut: true }),
  };
}

function utf8In(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Shows headers in the order and case of the wire, credentials by name masked. */
export function headersView(rawHeaders: readonly string[], withPort: boolean): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) => {
    const value = rawHeaders[index + 1];
    return index % 2 === 0 && value !== undefined
      ? [[name, showHeader(name.toLowerCase(), value, withPort)] as const]
      : [];
  });
}

/** Shows a request target; `withPort` false takes the port out of one in absolute form. */
export function targetView(target: string, withPort: boolean): string {
  return withPort ? target : target.replace(/^([a-z][a-z\d+.-]*:\/\/[^/?#]*?):\d+(?=[/?#]|$)/i, '$1');
}

const holdsCredentials = /^(?:authorization|proxy-authorization|cookie|simulator-.*token.*)$/;

function showHeader(name: string, value: string, withPort: boolean): string {
  if (holdsCredentials.test(name)) return mask(value);
  return name === 'host' && !withPort ? value.replace(/:\d+$/, '') : value;
}

/** Shows a credential's first and last four characters; of a short one nothing, for they would be half of it. */
function mask(credential: string): string {
  return credential.length < 16 ? '…' : `${credential.slice(0, 4)}…${credential.slice(-4)}`;
}
