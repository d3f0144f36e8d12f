import { signMatches, signOf } from '../../../../contracts/ytx/signing.js';
import { firstOf, type Mistake, type Reproduced } from '../../../core/diagnosis/mistakes.js';
import {
  bareBase64,
  base64Of,
  claimOver,
  reproduceHeader,
  type Facts,
  reproduceIf,
  md5Of,
  decodePercent,
  type Text,
  withoutQuotes,
  withoutScheme,
  withValues,
} from './facts.js';

/** Other names that a Sign may have been sent under. */
const otherNames = /^(?:sign|signature|sig|md5|token)$/i;

/** The name of the parameter that has the correct Sign. */
function misspelledName({ account, query, timestamp }: Facts): string | undefined {
  const named = query.split('&').map((pair) => pair.split('=', 2));
  const right = named.find(
    ([name = '', value = '']) =>
      account !== undefined && otherNames.test(name) && signMatches(value, account, timestamp),
  );
  return right?.[0];
}

/** Credentials that are missing or misnamed. */
export const missingCredentials: readonly Mistake<Facts>[] = [
  {
    mistake: 'authorization-missing',
    reproduces: ({ subject, header }) => reproduceIf(subject === 'authorization' && (header ?? '') === ''),
  },
  {
    mistake: 'sign-misspelled',
    reproduces(facts) {
      const name = facts.subject === 'sign' && facts.sign === undefined ? misspelledName(facts) : undefined;
      return name === undefined ? undefined : { values: { name } };
    },
  },
  {
    mistake: 'sign-parameter-missing',
    reproduces: (facts) =>
      reproduceIf(facts.subject === 'sign' && (facts.sign ?? '') === '' && misspelledName(facts) === undefined),
  },
];

/** The correct text, and the texts that libraries for Basic build from a name and a password. */
const behindScheme = ({ timestamp }: Facts): readonly Text[] => [
  claimOver(timestamp),
  ({ accountSID }) => `${accountSID}:${timestamp}`,
  ({ accountSID, authToken }) => `${accountSID}:${authToken}`,
];

/** A correct header in quotation marks, as `json.dumps()` prints it. */
function quotedHeader(facts: Facts): Reproduced | undefined {
  const { header = '' } = facts;
  const bare = withoutQuotes(header);
  if (bare === header) return undefined;
  return withValues(reproduceHeader({ ...facts, header: bare }, claimOver(facts.timestamp)), { way: '"base64(…)"' });
}

/** A header whose text has quotation marks around it. */
const quotedText = (facts: Facts): Reproduced | undefined =>
  firstOf(['"', "'"], (mark) => {
    const text: Text = (keys) => mark + claimOver(facts.timestamp)(keys) + mark;
    return withValues(reproduceHeader(facts, text), { way: `base64(${mark}…${mark})` });
  });

/** Mistakes in the encoding of a header whose text may be correct. */
export const headerForm: readonly Mistake<Facts>[] = [
  {
    mistake: 'basic-prefix',
    reproduces(facts) {
      const { word, rest } = withoutScheme(facts.header ?? '');
      if (word === undefined) return undefined;
      const found = firstOf(behindScheme(facts), (text) => reproduceHeader({ ...facts, header: rest }, text));
      return withValues(found, { word });
    },
  },
  {
    mistake: 'authorization-not-encoded',
    reproduces: (facts) => reproduceHeader(facts, claimOver(facts.timestamp), (text) => text),
  },
  {
    mistake: 'authorization-in-quotes',
    reproduces: (facts) => quotedHeader(facts) ?? quotedText(facts),
  },
  {
    mistake: 'base64-variant',
    reproduces: (facts) =>
      reproduceHeader({ ...facts, header: bareBase64(facts.header ?? '') }, claimOver(facts.timestamp), (text) =>
        bareBase64(base64Of(text)),
      ),
  },
];

/** Wrong encodings of the header's text, each in notation; the correct one is base64(…). */
const headerMade: readonly (readonly [way: string, encode: (text: string) => string])[] = [
  ['base64(base64(…))', (text) => base64Of(base64Of(text))],
  ['encodeURIComponent(base64(…))', (text) => encodeURIComponent(base64Of(text))],
  [
    'encodeURIComponent(encodeURIComponent(base64(…)))',
    (text) => encodeURIComponent(encodeURIComponent(base64Of(text))),
  ],
  ['base64(encodeURIComponent(…))', (text) => base64Of(text.replaceAll('|', '%7C'))],
];

const bytesOf = (hex: string): string =>
  hex.replace(/../g, (digits) => String.fromCharCode(Number.parseInt(digits, 16)));

/** Wrong encodings of the correct Sign; without padding, since a query may lose it. */
const signMade: readonly (readonly [way: string, encode: (sign: string) => string])[] = [
  ['base64(md5 bytes)', (sign) => bareBase64(btoa(bytesOf(sign)))],
  ['base64(md5 hex)', (sign) => bareBase64(btoa(sign))],
  ['base64(MD5 HEX)', (sign) => bareBase64(btoa(sign.toUpperCase()))],
  ['md5(md5 hex)', md5Of],
  ['md5(MD5 HEX)', (sign) => md5Of(sign.toUpperCase())],
];

function encodedSign({ subject, account, sign, timestamp }: Facts): Reproduced | undefined {
  if (subject !== 'sign' || account === undefined || sign === undefined) return undefined;
  const received = bareBase64(decodePercent(decodePercent(sign)));
  const right = signOf(account, timestamp);
  const isMade = (made: string): boolean => made === received || made === sign.toLowerCase();
  return firstOf(signMade, ([way, encode]) => reproduceIf(isMade(encode(right)), { way }));
}

/** A value that was encoded too often, or in another way than on the page. */
export const doubleEncoding: readonly Mistake<Facts>[] = [
  {
    mistake: 'double-encoded',
    reproduces: (facts) =>
      firstOf(headerMade, ([way, encode]) =>
        withValues(reproduceHeader(facts, claimOver(facts.timestamp), encode), { way }),
      ) ?? encodedSign(facts),
  },
];
