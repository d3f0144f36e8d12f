import { operations } from '../../../../contracts/ytx/generated.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { type Fields, shown } from '../body.js';
import { assumed, corroborated, documented, refusals } from '../evidence.js';
import type { YtxArriving } from '../model.js';

type Understood = YtxArriving & { readonly fields: Fields };

export const bodyIsAJsonObject = lookup({
  name: 'ytx/body-is-a-json-object',
  failsAs: 'body-not-json',
  learns: 'fields',
  refusal: refusals.jsonInvalid,
  because: [
    corroborated(['vendor-error-table', 'error-table-python'], 'Two tables of codes have one for invalid JSON.'),
    corroborated(
      ['vendor-csharp-helper', 'sales-client', 'production-log-2020'],
      'The body is read as JSON in UTF-8 whatever Content-Type and Content-Encoding say.',
    ),
    assumed('That JSON other than an object, and bytes that are no UTF-8, count as invalid too.'),
  ],
  readings: ['unescapedParties', 'emptyText', 'bookmeetingType', 'parties'],
  shows: ({ route }: YtxArriving) => ({
    expected: 'a JSON object in UTF-8',
    received:
      route.decoded === undefined
        ? 'no JSON'
        : route.decoded.fields === undefined
          ? 'JSON, but no object'
          : 'a JSON object',
  }),
  find: ({ route }: YtxArriving) => route.decoded?.fields,
});

/** One action is shown as it is, several as a list. */
const showsAction = ({ fields, route: { actions } }: Understood) => ({
  expected: actions.length === 1 ? actions[0] : actions,
  received: shown(fields['action']),
});

export const actionIsPresent = rule({
  name: 'ytx/action-is-present',
  failsAs: 'action-missing',
  refusal: refusals.parameterMissing,
  because: [
    corroborated(['vendor-error-table', 'error-table-python'], 'Two tables of codes have one for a missing parameter.'),
    assumed('The page gives a default value and yet demands the exact name; absent could mean the default.'),
  ],
  readings: ['absentAction', 'emptyText'],
  shows: showsAction,
  // The page gives a default to createMeeting alone.
  holds: ({ fields, readings, route }: Understood) =>
    fields['action'] !== undefined || readings.absentAction === route.operation,
});

export const actionIsKnown = rule({
  name: 'ytx/action-is-known',
  failsAs: 'action-invalid',
  refusal: refusals.actionInvalid,
  because: [
    documented('create-meeting-page', 'API接口名称,默认值:createMeeting (区分大小写)'),
    corroborated(['vendor-error-table', 'error-table-python'], 'Two tables of codes have one for a wrong action.'),
  ],
  shows: showsAction,
  // Recognition takes a request with an unknown action for the path's default operation.
  holds: ({ fields, route }: Understood) =>
    fields['action'] === undefined || fields['action'] === operations[route.operation].action,
});
