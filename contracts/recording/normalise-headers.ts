import { readAuthorization } from '../ytx/signing.js';
import { kindOf } from './fields.js';
import type { Lens } from './lens.js';
import { normalisedField } from './normalise-fields.js';
import { guarded, normalisedText } from './normalise-text.js';
import { placeholder } from './placeholder.js';

/** Headers by their names, in the order of these. */
export function normalisedHeaders(
  headers: Readonly<Record<string, string>>,
  lens: Lens,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [normalisedText(name, lens), guarded(headerValue(name, value, lens), lens.names)]),
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
