import { lookup } from '../../../core/pipeline/check.js';
import type { Evidence } from '../../../core/pipeline/evidence.js';
import { areText, type Fields, showValue, textIn } from '../body.js';
import { assumed, documented, refusals } from '../evidence.js';
import type { Readings } from '../readings.js';
import { fieldIsPresent, type YtxWithFields } from './body.js';

const page = 'create-meeting-page';
const refusal = refusals.parameterIllegal;

/** The evidence that a createMeeting needs a field; `statement` quotes the page. */
const evidenceFor = (statement: string): readonly Evidence[] => [
  documented(page, statement),
  assumed("The page's column 是否必须 is empty; our choice: this field is required."),
];

type RequiredReading = 'meetingnameRequired' | 'creatorRequired' | 'partiesRequired';

/** The readings and the condition of a field that is required as a reading says. */
const byReading = (reading: RequiredReading) => ({
  readings: [reading],
  isNeeded: ({ fields, readings }: YtxWithFields) =>
    readings[reading] === 'always' || (readings[reading] === 'not-to-cancel' && fields['bookmeeting'] !== '2'),
});

export const appidIsPresent = fieldIsPresent('appid', {
  evidence: evidenceFor('appid string 用户登录云通信平台后,所创建的应用的编号appid'),
});

export const meetingnameIsPresent = fieldIsPresent('meetingname', {
  evidence: evidenceFor('meetingname string 会议室名称'),
  ...byReading('meetingnameRequired'),
});

export const creatorIsPresent = fieldIsPresent('creator', {
  evidence: evidenceFor('creator string 用于标记会议的发起人电话号码'),
  ...byReading('creatorRequired'),
});

export const partiesArePresent = fieldIsPresent('parties', {
  evidence: evidenceFor('parties string 参加会议人员的名称和电话号码'),
  ...byReading('partiesRequired'),
  verb: 'are',
});

export const bookmeetingIsPresent = fieldIsPresent('bookmeeting', {
  evidence: evidenceFor('bookmeeting string 会议状态,0:立即开会 1:预约开会 2:取消预约'),
});

export const booktimeIsPresent = fieldIsPresent('booktime', {
  evidence: evidenceFor('booktime datetime 预约时间,如果是预约会议室必须填写'),
  isNeeded: ({ fields }) => fields['bookmeeting'] === '1',
});

export const confidIsPresent = fieldIsPresent('confid', {
  evidence: evidenceFor('confid string 当前会议室编号,如果是编辑预约会议室填写创建会议室返回值meid'),
  isNeeded: ({ fields }) => fields['bookmeeting'] === '2',
});

/** The text fields of a createMeeting, validated as strings. */
export interface MeetingTextFields {
  readonly appid: string;
  readonly meetingname: string | undefined;
  readonly creator: string | undefined;
  readonly confid: string | undefined;
  readonly booktime: string | undefined;
  readonly shownumber: string | undefined;
  readonly CustomParm: string | undefined;
  readonly customParm: string | undefined;
}

const always = ['appid', 'meetingname', 'creator', 'shownumber', 'CustomParm', 'customParm'];

/** Whether the request ignores confid and booktime, valid or not: an immediate start does, confid by a reading. */
function ignores(
  { bookmeeting }: Fields,
  { startWithConfid }: Readings,
): Readonly<Record<'confid' | 'booktime', boolean>> {
  const isStart = bookmeeting === '0';
  return { confid: isStart && startWithConfid === 'ignored', booktime: isStart };
}

/** The fields that must be text. */
export function textFieldNames(fields: Fields, readings: Readings): readonly string[] {
  const { confid, booktime } = ignores(fields, readings);
  return [...always, ...(confid ? [] : ['confid']), ...(booktime ? [] : ['booktime'])];
}

export const fieldsAreText = lookup({
  name: 'ytx/fields-are-text',
  scenario: 'field-not-text',
  provides: 'textFields',
  refusal,
  evidence: [documented(page, 'appid string … CustomParm string'), assumed('Another JSON type is illegal.')],
  readings: ['startWithConfid'],
  details: ({ fields }: YtxWithFields) => ({
    expected: 'strings',
    received: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value])),
  }),
  resolve({ fields, readings }: YtxWithFields): MeetingTextFields | undefined {
    if (!areText(fields, textFieldNames(fields, readings))) return undefined;
    const isIgnored = ignores(fields, readings);
    return {
      appid: textIn(fields, 'appid') ?? '',
      meetingname: textIn(fields, 'meetingname'),
      creator: textIn(fields, 'creator'),
      confid: isIgnored.confid ? undefined : textIn(fields, 'confid'),
      booktime: isIgnored.booktime ? undefined : textIn(fields, 'booktime'),
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
