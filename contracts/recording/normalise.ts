import { readAuthorization } from '../ytx/signing.js';
import { recordedBody } from './body.js';
import { type CapturedReply, type CapturedRequest, type RecordedExchange, hostOf, type Setting } from './capture.js';
import { valuesOf } from './cast.js';
import { withholdSecrets, type NormaliseContext, normalisedField, normalisedText } from './normalise-text.js';
import { type Names, placeholder } from './placeholders.js';
import type { RecordedReply, RecordedRequest, RecordedStep } from './recording.js';
import { offsetOf } from './relative-times.js';
import { isWorthLookingFor } from './secret-search.js';
import { signatureIn } from './signature.js';
import { kindOf } from './value-shape.js';

/** Turns the exchanges of one case into their recorded form; names are assigned in order. */
interface Normaliser {
  readonly request: (asked: CapturedRequest, step: number) => RecordedRequest;
  readonly reply: (answered: CapturedReply) => RecordedReply;
}

/** The normaliser of one case; `names` holds the values that have a name. */
export function normaliserFor(setting: Setting, names: Names): Normaliser {
  const { file, contractCase, began, baseUrl } = setting;
  const shared = { names, isOfTheCase: valuesOf(file, contractCase), began };
  const sent = new Set<string>();
  return {
    request(asked, step) {
      const signature = signatureIn(asked, step, { setting, signSecrets: signSecretsIn(names) });
      const context = { ...shared, signature, sent: [] };
      for (const credential of credentialsIn(asked)) sent.add(credential);
      const isAtHost = asked.url.startsWith(`${baseUrl}/`);
      return {
        method: asked.method,
        host: isAtHost ? hostOf(file, contractCase) : 'another',
        target: normalisedText(isAtHost ? asked.url.slice(baseUrl.length) : asked.url, context),
        headers: normalisedHeaders(asked.headers, context),
        body: recordedBody(asked.body, (text) => normalisedText(text, context)),
        signature,
      };
    },
    reply({ status, headers, body }) {
      const context = { ...shared, signature: 'theirs', sent: [...sent] };
      const meaning = Object.entries(headers).filter(([name]) => meaningful.has(name));
      return {
        status,
        headers: normalisedHeaders(Object.fromEntries(meaning), context),
        body: recordedBody(body, (text) => normalisedText(text, context)),
      };
    },
  };
}

/** All exchanges of a case, in order. */
export function normalisedSteps(
  exchanges: readonly RecordedExchange[],
  setting: Setting,
  names: Names,
): RecordedStep[] {
  const normaliser = normaliserFor(setting, names);
  return exchanges.map(({ step, askedBy, operation, reply, ...asked }) => ({
    step,
    askedBy,
    operation,
    at: offsetOf(asked.at - setting.began),
    request: normaliser.request(asked, step),
    reply: normaliser.reply(reply),
  }));
}

/** The headers of a reply that are recorded; the others are the same for every server, or change each time. */
const meaningful = new Set([
  'content-type',
  'location',
  'retry-after',
  'simulator-refused-by',
  'simulator-not-modelled',
  'simulator-fault',
]);

/** The secrets of 2.0 signatures, which only logins reveal. */
const signSecretsIn = (names: Names): readonly string[] =>
  names.secrets().flatMap(({ name, value }) => (name.startsWith('secret:signSecret:') ? [value] : []));

/** Normalised headers, sorted by name. */
function normalisedHeaders(
  headers: Readonly<Record<string, string>>,
  context: NormaliseContext,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [
        normalisedText(name, context),
        withholdSecrets(headerValue(name, value, context), context.names),
      ]),
  );
}

function headerValue(name: string, value: string, context: NormaliseContext): string {
  if (name === 'authorization') return authorization(value, context);
  return kindOf(name) === undefined ? normalisedText(value, context) : normalisedField(name, value, context);
}

/** YTX's value shows account and time, which are kept; of any other value only the scheme is kept. */
function authorization(value: string, context: NormaliseContext): string {
  const claim = readAuthorization(value);
  if (claim !== undefined) {
    const account = normalisedField('accountSID', claim.accountSID, context);
    return `base64(${account}|${normalisedText(claim.timestamp, context)})`;
  }
  const [, scheme = '', credential = value] = /^(\w+ )(\S.*)$/s.exec(value) ?? [];
  return normalisedText(scheme, context) + placeholder(context.names.of('secret:authorization', credential));
}

/** The credentials of a request: its signatures, raw and decoded, and its whole Authorization header. */
export function credentialsIn({ url, headers }: CapturedRequest): readonly string[] {
  const inQuery = Array.from(url.matchAll(/[?&](?:sign|signature)=([^&#]+)/gi), ([, value = '']) => value);
  const inHeaders = ['authorization', 'x-xy-sign'].flatMap((name) => headers[name] ?? []);
  return [...inQuery, ...inQuery.map(decodePercent), ...inHeaders].filter(isWorthLookingFor);
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
