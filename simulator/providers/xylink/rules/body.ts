import { lookup } from '../../../core/pipeline/check.js';
import { isJsonObject } from '../../../../contracts/json.js';
import { assumed, corroborated, invalidParameter, refusals } from '../evidence.js';
import { jsonOf } from '../request-parts.js';
import type { XylinkArriving } from '../model.js';

/** The fields of a request's body. */
export type Fields = Readonly<Record<string, unknown>>;

export const bodyIsAJsonObject = lookup({
  name: 'xylink/body-is-a-json-object',
  failsAs: 'body-not-json',
  learns: 'fields',
  refusal: refusals.parameterInvalid,
  because: [
    invalidParameter,
    corroborated(['java-sdk', 'toolkit'], 'All bodies are JSON in UTF-8.'),
    assumed('What is answered to a body that is none is not known.'),
  ],
  shows: ({ arrival }: XylinkArriving) => ({
    expected: 'a JSON object in UTF-8',
    received: jsonOf(arrival.body) === undefined ? 'no JSON' : 'JSON',
  }),
  find({ arrival }: XylinkArriving): Fields | undefined {
    const json = jsonOf(arrival.body);
    return isJsonObject(json?.value) ? json.value : undefined;
  },
});
