import { lookup } from '../../../core/pipeline/check.js';
import { bodyReadings } from '../../../core/requests/body-text.js';
import { isJsonObject } from '../../../../contracts/json.js';
import { assumed, corroborated, refusals } from '../evidence.js';
import { decodeJson } from '../request-parts.js';
import type { XylinkContext } from '../model.js';

/** The fields of a request's body. */
export type Fields = Readonly<Record<string, unknown>>;

/** A request whose body was parsed. */
export type XylinkWithFields = XylinkContext & { readonly fields: Fields };

export const bodyIsAJsonObject = lookup({
  name: 'xylink/body-is-a-json-object',
  scenario: 'body-not-json',
  provides: 'fields',
  refusal: refusals.parameterInvalid,
  evidence: [
    corroborated(['java-sdk', 'toolkit'], 'All bodies are JSON in UTF-8.'),
    assumed('The reply to another body is unknown, as to one that begins with a mark or that is compressed.'),
  ],
  details: ({ request, readings }: XylinkContext) => ({
    expected: 'a JSON object in UTF-8',
    received: decodeJson(request.body, readings) === undefined ? 'not JSON' : 'JSON',
  }),
  readings: [...Object.keys(bodyReadings), 'coercion'],
  resolve({ request, readings }: XylinkContext): Fields | undefined {
    const json = decodeJson(request.body, readings);
    return isJsonObject(json?.value) ? json.value : undefined;
  },
});
