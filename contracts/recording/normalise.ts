import { recordedBody } from './body.js';
import { valuesOf } from './case-text.js';
import { credentialsIn } from './credentials.js';
import type { Asked, Answered, Exchange, Setting } from './exchange.js';
import { hostOf } from './exchange.js';
import type { Names } from './names.js';
import { normalisedHeaders } from './normalise-headers.js';
import { normalisedText } from './normalise-text.js';
import { offsetOf } from './offset.js';
import type { RecordedReply, RecordedRequest, RecordedStep } from './recording.js';
import { signatureIn } from './signature.js';

/** Turns the exchanges of one case into what is recorded of them; the names are used up in their order. */
export interface Normaliser {
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
