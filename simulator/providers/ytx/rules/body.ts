import { operations } from '../../../../contracts/ytx/generated.js';
import { type Check, lookup, rule } from '../../../core/pipeline/check.js';
import type { Evidence } from '../../../core/pipeline/evidence.js';
import { bodyReadings } from '../../../core/requests/body-text.js';
import { type Fields, showValue } from '../body.js';
import { assumed, corroborated, documented, refusals, single } from '../evidence.js';
import type { YtxContext } from '../model.js';

/** A request whose body was parsed. */
export type YtxWithFields = YtxContext & { readonly fields: Fields };

export const bodyIsAJsonObject = lookup({
  name: 'ytx/body-is-a-json-object',
  scenario: 'body-not-json',
  provides: 'fields',
  refusal: refusals.jsonInvalid,
  evidence: [
    single(
      ['vendor-error-table', 'error-table-python'],
      "Two copies of the provider's table of codes list one for invalid JSON.",
    ),
    corroborated(
      ['vendor-csharp-helper', 'sales-client', 'production-log-2020'],
      'The body is read as JSON in UTF-8, independent of Content-Type and Content-Encoding.',
    ),
    assumed(
      'JSON that is not an object is invalid too, as are bytes that are not UTF-8, that begin with a mark or that are compressed.',
    ),
  ],
  readings: [...Object.keys(bodyReadings), 'unescapedParties', 'emptyText', 'bookmeetingType', 'parties'],
  details: ({ route }: YtxContext) => ({
    expected: 'a JSON object in UTF-8',
    received:
      route.decoded === undefined
        ? 'not JSON'
        : route.decoded.fields === undefined
          ? 'JSON, but not an object'
          : 'a JSON object',
  }),
  resolve: ({ route }: YtxContext) => route.decoded?.fields,
});

/** A field that a request must have. */
interface RequiredField {
  /** Why this field is required. */
  readonly evidence: readonly Evidence[];
  /** The readings that decide whether it is required, besides `emptyText`. */
  readonly readings?: readonly string[];
  /** Whether this request needs it. Default: every request does. */
  readonly isNeeded?: (known: YtxWithFields) => boolean;
  /** `are` for a field whose name is a plural. Default: `is`. */
  readonly verb?: 'is' | 'are';
}

/** A check that a field of the body is present. */
export function fieldIsPresent(
  field: string,
  { evidence, readings = [], isNeeded = () => true, verb = 'is' }: RequiredField,
): Check<YtxWithFields, object> {
  return rule({
    name: `ytx/${field}-${verb}-present`,
    scenario: `${field}-missing`,
    refusal: refusals.parameterMissing,
    evidence: [
      ...evidence,
      single(
        ['vendor-error-table', 'error-table-python'],
        "Two copies of the provider's table of codes list one for a missing parameter: 请传入足够的参数",
      ),
    ],
    readings: ['emptyText', ...readings],
    details: ({ fields }: YtxWithFields) => ({
      expected: `${field} is present`,
      received: fields[field] === undefined ? 'nothing' : 'a value',
    }),
    test: (known: YtxWithFields) => known.fields[field] !== undefined || !isNeeded(known),
  });
}

/** A single action is shown as text, several as a list. */
const actionDetails = ({ fields, route: { actions } }: YtxWithFields) => ({
  expected: actions.length === 1 ? actions[0] : actions,
  received: showValue(fields['action']),
});

export const actionIsPresent = rule({
  name: 'ytx/action-is-present',
  scenario: 'action-missing',
  refusal: refusals.parameterMissing,
  evidence: [
    single(
      ['vendor-error-table', 'error-table-python'],
      "Two copies of the provider's table of codes list one for a missing parameter.",
    ),
    assumed('The page gives a default value but requires the exact name; a missing action could mean the default.'),
  ],
  readings: ['absentAction', 'emptyText'],
  details: actionDetails,
  // The page gives a default only to createMeeting.
  test: ({ fields, readings, route }: YtxWithFields) =>
    fields['action'] !== undefined || readings.absentAction === route.operation,
});

export const actionIsKnown = rule({
  name: 'ytx/action-is-known',
  scenario: 'action-invalid',
  refusal: refusals.actionInvalid,
  evidence: [
    documented('create-meeting-page', 'API接口名称,默认值:createMeeting (区分大小写)'),
    single(
      ['vendor-error-table', 'error-table-python'],
      "Two copies of the provider's table of codes list one for a wrong action.",
    ),
  ],
  details: actionDetails,
  // The router assigns a request with an unknown action to the path's default operation.
  test: ({ fields, route }: YtxWithFields) =>
    fields['action'] === undefined || fields['action'] === operations[route.operation].action,
});
