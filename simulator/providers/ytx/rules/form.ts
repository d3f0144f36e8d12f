import { type Check, lookup, rule } from '../../../core/pipeline/check.js';
import { areText, type Fields, showValue, textIn } from '../body.js';
import { assumed, documented, refusals, single } from '../evidence.js';
import type { YtxWithFields } from './body.js';

/** A check that a field is present, always or if `needed` returns true; `why` quotes the page. */
function present(
  field: string,
  why: string,
  needed: (fields: Fields) => boolean = () => true,
): Check<YtxWithFields, object> {
  return rule({
    name: `ytx/${field}-${field === 'parties' ? 'are' : 'is'}-present`,
    scenario: `${field}-missing`,
    refusal: refusals.parameterMissing,
    evidence: [
      documented('create-meeting-page', why),
      single(
        ['vendor-error-table', 'error-table-python'],
        "Two copies of the provider's table of codes list one for a missing parameter: 请传入足够的参数",
      ),
      assumed("The page's column 是否必须 is empty; our choice: this field is required."),
    ],
    readings: ['emptyText'],
    details: ({ fields }: YtxWithFields) => ({
      expected: `${field} is present`,
      received: fields[field] === undefined ? 'nothing' : 'a value',
    }),
    test: ({ fields }: YtxWithFields) => fields[field] !== undefined || !needed(fields),
  });
}

export const appidIsPresent = present('appid', 'appid string 用户登录云通信平台后,所创建的应用的编号appid');
export const meetingnameIsPresent = present('meetingname', 'meetingname string 会议室名称');
export const creatorIsPresent = present('creator', 'creator string 用于标记会议的发起人电话号码');
export const partiesArePresent = present('parties', 'parties string 参加会议人员的名称和电话号码');
export const bookmeetingIsPresent = present(
  'bookmeeting',
  'bookmeeting string 会议状态,0:立即开会 1:预约开会 2:取消预约',
);

export const booktimeIsPresent = present(
  'booktime',
  'booktime datetime 预约时间,如果是预约会议室必须填写',
  (fields) => fields['bookmeeting'] === '1',
);

export const confidIsPresent = present(
  'confid',
  'confid string 当前会议室编号,如果是编辑预约会议室填写创建会议室返回值meid',
  (fields) => fields['bookmeeting'] === '2',
);

/** The text fields of a createMeeting, validated as strings. */
export interface MeetingForm {
  readonly appid: string;
  readonly meetingname: string;
  readonly creator: string;
  readonly confid: string | undefined;
  readonly booktime: string | undefined;
  readonly shownumber: string | undefined;
  readonly CustomParm: string | undefined;
  readonly customParm: string | undefined;
}

const page = 'create-meeting-page';
const refusal = refusals.parameterIllegal;

const always = ['appid', 'meetingname', 'creator', 'shownumber', 'CustomParm', 'customParm'];

/** The fields that must be text. With an immediate start, confid and booktime are ignored, whether valid or not. */
export const textFields = ({ bookmeeting }: Fields): readonly string[] =>
  bookmeeting === '0' ? always : [...always, 'confid', 'booktime'];

export const fieldsAreText = lookup({
  name: 'ytx/fields-are-text',
  scenario: 'field-not-text',
  provides: 'form',
  refusal,
  evidence: [documented(page, 'appid string … CustomParm string'), assumed('Another JSON type is illegal.')],
  details: ({ fields }: YtxWithFields) => ({
    expected: 'strings',
    received: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value])),
  }),
  resolve({ fields }: YtxWithFields): MeetingForm | undefined {
    const isStart = fields['bookmeeting'] === '0';
    if (!areText(fields, textFields(fields))) return undefined;
    return {
      appid: textIn(fields, 'appid') ?? '',
      meetingname: textIn(fields, 'meetingname') ?? '',
      creator: textIn(fields, 'creator') ?? '',
      confid: isStart ? undefined : textIn(fields, 'confid'),
      booktime: isStart ? undefined : textIn(fields, 'booktime'),
      shownumber: textIn(fields, 'shownumber'),
      CustomParm: textIn(fields, 'CustomParm'),
      customParm: textIn(fields, 'customParm'),
    };
  },
});

/** The kind of request. */
export type Intent = 'start' | 'book' | 'cancel';

const intents: Readonly<Record<string, Intent>> = { '0': 'start', '1': 'book', '2': 'cancel' };

export const bookmeetingIsLegal = lookup({
  name: 'ytx/bookmeeting-is-legal',
  scenario: 'bookmeeting-illegal',
  provides: 'intent',
  refusal,
  evidence: [documented(page, '会议状态,0:立即开会 1:预约开会 2:取消预约')],
  readings: ['bookmeetingType'],
  details: ({ fields }: YtxWithFields) => ({ expected: '"0", "1" or "2"', received: showValue(fields['bookmeeting']) }),
  resolve: ({ fields: { bookmeeting } }: YtxWithFields) =>
    typeof bookmeeting === 'string' && Object.hasOwn(intents, bookmeeting) ? intents[bookmeeting] : undefined,
});
