import { isJsonObject, type JsonObject, parsedJson } from '../../contracts/json.js';
import { headerNames } from '../../contracts/simulator-headers.js';
import type { Issue, SimulatorDiagnosis } from './errors.js';
import { exchangeOnce, type HttpOptions } from './http.js';
import { redactorFor } from './redaction.js';
import type { CallOptions, Prepared, RawReply } from './request.js';

/* What a simulator adds to a provider's replies. All of it may come from another server that echoes a request. */

/** The shape of a check's name. Any other text in the header is dropped, for it might echo a credential. */
const checkName = /^[a-z]+\/[a-z]+(-[a-z]+)*$/;

/** The check that refused, as a simulator reports it; undefined from a real provider and in faithful mode. */
export function refusingCheck({ headers }: RawReply): string | undefined {
  const name = headers[headerNames.refusedBy];
  return name !== undefined && checkName.test(name) ? name : undefined;
}

/** The problem that headers of a simulator report in place of a provider's reply; empty for any other reply. */
export function simulatorIssues({ headers }: RawReply): readonly Issue[] {
  const number = /^\d{1,15}$/.exec(headers[headerNames.exchange] ?? '')?.[0];
  const more = number === undefined ? '' : `; exchange ${number} in its journal says more`;
  const issue = (what: string): readonly Issue[] => [
    { part: 'headers', message: `say that the simulator ${what}${more}` },
  ];
  if (headers[headerNames.notModelled] !== undefined) return issue('does not model this');
  return headers[headerNames.fault] === undefined ? [] : issue('has a fault');
}

/** A problem that a simulator reports in place of a provider's reply: an unknown host, an unmodelled path, a bug. */
export interface ReportedProblem {
  /** `not-found`, `not-modelled`, `fault` … */
  readonly kind: string;
  readonly says: string | undefined;
  readonly fix: string | undefined;
}

const problemType = /^urn:meeting-understudy:([a-z]+(?:-[a-z]+)*)$/;

/** The problem in a reply; undefined for any other reply. `secrets` are hidden in its texts. */
export function problemIn(
  { headers, body }: RawReply,
  secrets: readonly string[],
  prepared?: Prepared,
): ReportedProblem | undefined {
  if (headers['content-type'] !== 'application/problem+json') return undefined;
  const problem = parsedJson(new TextDecoder().decode(body));
  if (!isJsonObject(problem)) return undefined;
  const kind = problemType.exec(String(problem['type']))?.[1];
  if (kind === undefined) return undefined;
  const text = textsOf(problem, secrets, prepared);
  return { kind, says: text('detail'), fix: text('fix') };
}

const textsOf = (
  value: JsonObject,
  secrets: readonly string[],
  prepared?: Prepared,
): ((name: string) => string | undefined) => {
  const redact = redactorFor(secrets, prepared);
  return (name) => (typeof value[name] === 'string' ? redact(value[name]) : undefined);
};

const diagnosisPath = /^(?:\/~[a-z0-9][a-z0-9._-]{0,62})?\/_simulator\/journal\/\d{1,15}\/diagnosis$/;
const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The URL of the diagnosis of a reply; undefined if it names none. */
function diagnosisUrl({ headers }: RawReply): string | undefined {
  const url = headers[headerNames.diagnosis];
  if (url === undefined) return undefined;
  if (diagnosisPath.test(url)) return url;
  const { origin, pathname, href, protocol } = URL.canParse(url) ? new URL(url) : new URL('about:blank');
  return /^https?:$/.test(protocol) && diagnosisPath.test(pathname) && href === origin + pathname ? href : undefined;
}

/** Whether the client may call this URL: no other server than that of the request, or of this machine. */
function isNear(url: string, { url: requestUrl }: Prepared): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, hostname } = new URL(url);
  return origin === new URL(requestUrl).origin || loopback.test(hostname);
}

/** The time limit of a diagnosis, in ms; the call waits so long for its error. */
const diagnosisTimeoutMs = 2000;

/**
 * What a simulator says about a reply; undefined for the reply of a provider. It asks the simulator, and never rejects:
 * without an answer, the URL is all that is known.
 */
export async function diagnosisOf(
  reply: RawReply,
  prepared: Prepared,
  http: HttpOptions & { readonly diagnose: boolean },
  { signal }: CallOptions = {},
): Promise<SimulatorDiagnosis | undefined> {
  const url = diagnosisUrl(reply);
  if (url === undefined) return undefined;
  const unknown = { url, says: undefined, fix: undefined };
  if (!http.diagnose || !isNear(url, prepared)) return unknown;
  const headers = { Accept: 'application/json', 'Accept-Language': 'en' };
  const request = { operation: 'diagnosis', method: 'GET', url, headers, body: new Uint8Array() };
  const timeoutMs = Math.min(http.timeoutMs, diagnosisTimeoutMs);
  try {
    const { status, body } = await exchangeOnce(request, { ...http, timeoutMs }, { signal });
    const diagnosis = status === 200 ? parsedJson(new TextDecoder().decode(body)) : undefined;
    if (!isJsonObject(diagnosis)) return unknown;
    const secrets = http.confidential.secrets();
    return { url, says: textsOf(diagnosis, secrets, prepared)('says'), fix: fixIn(diagnosis, secrets, prepared) };
  } catch {
    return unknown;
  }
}

/** What to do: the likeliest mistake knows it best, then how the request differs from the nearest operation. */
function fixIn(diagnosis: JsonObject, secrets: readonly string[], prepared: Prepared): string | undefined {
  const firstOf = (list: unknown): unknown => (Array.isArray(list) ? (list[0] as unknown) : undefined);
  const [mistake, nearest, { advice }] = [firstOf(diagnosis['hypotheses']), firstOf(diagnosis['nearest']), diagnosis];
  if (isJsonObject(nearest) && Array.isArray(nearest['differs'])) {
    const changes = nearest['differs'].flatMap((each) => (isJsonObject(each) ? [String(each['change'])] : []));
    return changes.length === 0 ? undefined : redactorFor(secrets, prepared)(changes.join(' '));
  }
  const source = [mistake, advice].find(isJsonObject);
  return source === undefined ? undefined : textsOf(source, secrets, prepared)('fix');
}
