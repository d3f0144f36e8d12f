import { lookup } from '../../../core/pipeline/check.js';
import type { Fields } from '../decoding.js';
import { assumed, documented, illegalParameter } from '../evidence.js';
import { areText, shown, textIn } from '../fields.js';
import { refusals } from '../refusals.js';
import type { YtxArriving } from '../vocabulary.js';

type Understood = YtxArriving & { readonly fields: Fields };

/** The text fields of a createMeeting, each known to be text. */
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
const unlessStarted = ['confid', 'booktime'];

export const fieldsAreText = lookup({
  name: 'ytx/fields-are-text',
  failsAs: 'field-not-text',
  learns: 'form',
  refusal,
  because: [
    documented(page, 'appid string … CustomParm string'),
    illegalParameter,
    assumed('That another JSON type is illegal.'),
  ],
  shows: ({ fields }: Understood) => ({
    expected: 'strings',
    received: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value])),
  }),
  find({ fields }: Understood): MeetingForm | undefined {
    // Beside an immediate start confid and booktime are ignored, whatever they are.
    const isStart = fields['bookmeeting'] === '0';
    if (!areText(fields, always) || (!isStart && !areText(fields, unlessStarted))) return undefined;
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

/** What a request wants of the meeting. */
export type Intent = 'start' | 'book' | 'cancel';

const intents: Readonly<Record<string, Intent>> = { '0': 'start', '1': 'book', '2': 'cancel' };

export const bookmeetingIsLegal = lookup({
  name: 'ytx/bookmeeting-is-legal',
  failsAs: 'bookmeeting-illegal',
  learns: 'intent',
  refusal,
  because: [documented(page, '会议状态,0:立即开会 1:预约开会 2:取消预约'), illegalParameter],
  readings: ['bookmeetingType'],
  shows: ({ fields }: Understood) => ({ expected: '"0", "1" or "2"', received: shown(fields['bookmeeting']) }),
  find: ({ fields: { bookmeeting } }: Understood) =>
    typeof bookmeeting === 'string' && Object.hasOwn(intents, bookmeeting) ? intents[bookmeeting] : undefined,
});
