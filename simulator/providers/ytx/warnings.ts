import { chinaOffset } from '../../../contracts/ytx/china-time.js';
import { bodyMembers } from '../../../contracts/ytx/generated.js';
import { bodyWithoutType, knownMembers, noValues, unknownMembers, type Warning } from '../../core/pipeline/warning.js';
import { assumed, documented, single } from './evidence.js';
import type { YtxContext } from './model.js';
import type { MeetingTextFields } from './rules/fields.js';
import texts from './warnings.json' with { type: 'json' };

/** The facts of an accepted request; other operations than createMeeting have no `textFields`. */
type AcceptedYtx = YtxContext & { readonly signedAt: number; readonly textFields?: MeetingTextFields };

const page = 'create-meeting-page';
const members = knownMembers(bodyMembers);

/** A timestamp is one of now within this distance, ms. */
const nowTolerance = 2 * 60 * 1000;

/** The warnings about requests that YTX accepts only by leniency. */
export const warnings: readonly Warning<AcceptedYtx>[] = [
  {
    name: 'ytx/timestamp-in-utc',
    ...texts['timestamp-in-utc'],
    evidence: [
      documented(page, '时间戳有效时间为24小时'),
      single('vendor-error-table', '包头验证信息超时,默认有效时间十分钟'),
      assumed("The provider's clock is at +08:00; the page does not name the zone."),
    ],
    find: ({ signedAt, now }) => (Math.abs(signedAt + chinaOffset - now) <= nowTolerance ? noValues : undefined),
  },
  {
    name: 'ytx/no-content-type',
    ...texts['no-content-type'],
    evidence: [
      documented(page, 'Content-Type:application/json;charset=utf-8;'),
      assumed('The reply to a request without it is unknown.'),
    ],
    find: bodyWithoutType,
  },
  {
    name: 'ytx/unknown-members',
    ...texts['unknown-members'],
    evidence: [assumed('Clients send members that the page does not have; they have no effect here.')],
    find: ({ route }) => unknownMembers(route.decoded?.fields, members.get(route.operation), route.decoded?.parties),
  },
  {
    name: 'ytx/both-custom-parms',
    ...texts['both-custom-parms'],
    evidence: [assumed('The page has both spellings; the effect of both at once is unknown.')],
    find: ({ textFields }) =>
      textFields?.CustomParm !== undefined && textFields.customParm !== undefined ? noValues : undefined,
  },
];
