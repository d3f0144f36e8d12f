import { type Check, rule } from '../../../core/pipeline/check.js';
import type { Fields } from '../decoding.js';
import { assumed, corroborated, documented } from '../evidence.js';
import { refusals } from '../refusals.js';
import type { YtxArriving } from '../vocabulary.js';

type Understood = YtxArriving & { readonly fields: Fields };

/** A check that a field is given, always or when `needed` says so; `because` says why it must be. */
function present(
  field: string,
  why: string,
  needed: (fields: Fields) => boolean = () => true,
): Check<Understood, object> {
  return rule({
    name: `ytx/${field}-${field === 'parties' ? 'are' : 'is'}-present`,
    failsAs: `${field}-missing`,
    refusal: refusals.parameterMissing,
    because: [
      documented('create-meeting-page', why),
      corroborated(
        ['vendor-error-table', 'error-table-python'],
        'Two tables of codes have one for a missing parameter: 请传入足够的参数',
      ),
      assumed("The page's column 是否必须 is empty; that this field is required is our choice."),
    ],
    readings: ['emptyText'],
    shows: ({ fields }: Understood) => ({
      expected: `${field} is given`,
      received: fields[field] === undefined ? 'nothing' : 'a value',
    }),
    holds: ({ fields }: Understood) => fields[field] !== undefined || !needed(fields),
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
