import { readAuthorization } from '../ytx/signing.js';
import { recordedBody } from './body.js';
import { type Answered, type Asked, type Exchange, hostOf, type Setting } from './capture.js';
import { valuesOf } from './cast.js';
import { withholdSecrets, type Lens, normalisedField, normalisedText } from './normalise-text.js';
import { type Names, placeholder } from './placeholders.js';
import type { RecordedReply, RecordedRequest, RecordedStep } from './recording.js';
import { offsetOf } from './relative-times.js';
import { isWorthLookingFor } from './secret-search.js';
import { signatureIn } from './signature.js';
import { kindOf } from './value-shape.js';

/** Turns the exchanges of one case into what is recorded of them; the names are used up in their order. */
interface Normaliser {
  readonly request: (asked: Asked, step: number) => RecordedRequest;
  readonly reply: (answered: Answered) => RecordedReply;
}

/** The normaliser of one case; `names` remember what has been named. */
export function normaliserFor(setting: Setting, names: Names): Normaliser {
  const { file, contractCase, began, baseUrl } = setting;
  const seeing = { names, isOfTheCase: valuesOf(file, contractCase), began };
  const sent = new Set<string>();
  return {
    request(asked, step) {
      const signature = signatureIn(asked, step, { setting, signSecrets: signSecretsIn(names) });
      const lens = { ...seeing, signature, sent: [] };
      for (const credential of credentialsIn(asked)) sent.add(credential);
      const isAtHost = asked.url.startsWith(`${baseUrl}/`);
      return {
        method: asked.method,
        host: isAtHost ? hostOf(file, contractCase) : 'another',
        target: normalisedText(isAtHost ? asked.url.slice(baseUrl.length) : asked.url, lens),
        headers: normalisedHeaders(asked.headers, lens),
        body: recordedBody(asked.body, (text) => normalisedText(text, lens)),
        signature,
      };
    },
    reply({ status, headers, body }) {
      const lens = { ...seeing, signature: 'theirs', sent: [...sent] };
      const meaning = Object.entries(headers).filter(([name]) => meaningful.has(name));
      return {
        status,
        headers: normalisedHeaders(Object.fromEntries(meaning), lens),
        body: recordedBody(body, (text) => normalisedText(text, lens)),
      };
    },
  };
}

/** All exchanges of a case, in order. */
export function normalisedSteps(exchanges: readonly Exchange[], setting: Setting, names: Names): RecordedStep[] {
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

/** What a reply says in its headers; the rest is what every server says, or another each time. */
const meaningful = new Set([
  'content-type',
  'location',
  'retry-after',
  'simulator-refused-by',
  'simulator-not-modelled',
  'simulator-fault',
]);

/** The secrets by which 2.0 signs are known from logins alone. */
const signSecretsIn = (names: Names): readonly string[] =>
  names.secrets().flatMap(({ name, value }) => (name.startsWith('secret:signSecret:') ? [value] : []));

/** Headers by their names, in the order of these. */
function normalisedHeaders(headers: Readonly<Record<string, string>>, lens: Lens): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [
        normalisedText(name, lens),
        withholdSecrets(headerValue(name, value, lens), lens.names),
      ]),
  );
}

function headerValue(name: string, value: string, lens: Lens): string {
  if (name === 'authorization') return authorization(value, lens);
  return kindOf(name) === undefined ? normalisedText(value, lens) : normalisedField(name, value, lens);
}

/** YTX's says whose and when, which is shown; of every other the scheme alone. */
function authorization(value: string, lens: Lens): string {
  const claim = readAuthorization(value);
  if (claim !== undefined) {
    const account = normalisedField('accountSID', claim.accountSID, lens);
    return `base64(${account}|${normalisedText(claim.timestamp, lens)})`;
  }
  const [, scheme = '', credential = value] = /^(\w+ )(\S.*)$/s.exec(value) ?? [];
  return normalisedText(scheme, lens) + placeholder(lens.names.of('secret:authorization', credential));
}

/** What of a request proves who sent it: signatures, as they stand there and decoded, and the whole of its Authorization. */
export function credentialsIn({ url, headers }: Asked): readonly string[] {
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
