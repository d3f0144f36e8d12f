import { wallClockOf } from '../../../../contracts/ytx/china-time.js';
import words from '../../../../contracts/ytx/callbacks/words.json' with { type: 'json' };
import type { Notice } from '../../../core/callbacks/event.js';
import { encoded } from '../../../core/bytes.js';
import type { Readings } from '../readings.js';
import { type Echo, echoOf } from './echo.js';
import { instantsOf } from './instants.js';
import { noticeOf } from './notice-of.js';
import type { Call, Telling } from './telling.js';

/** What is told of a meeting's calls, one record for each party. */
export function recordNotice(telling: Telling): Notice {
  const { ends, recorded } = instantsOf(telling);
  const due = telling.readings.cdrOrder === 'after-the-end' ? recorded : ends;
  return noticeOf(telling, { event: 'callRecord', due, body: () => bodyOf(telling) });
}

function bodyOf(telling: Telling): Uint8Array {
  const echo = echoOf(telling);
  const cdr = telling.calls.map((call) => recordOf(telling, call, echo));
  return encoded(JSON.stringify({ cdr }));
}

/** The call to one party; its members stand in the order that was seen of another product. */
function recordOf(telling: Telling, { phone, outcome }: Call, echo: Echo): object {
  const { meeting, readings } = telling;
  const { starts, answers, ends } = instantsOf(telling);
  const isAnswered = outcome === 'answers';
  const seconds = isAnswered ? Math.round((ends - answers) / 1000) : 0;
  return {
    requestid: meeting.requestId ?? '',
    appid: meeting.appid,
    fid: numberFor(readings, words.functionId),
    caller: meeting.meetcallerid,
    called: phone,
    callerstime: wallClockOf(starts),
    calleretime: wallClockOf(ends),
    calledstime: isAnswered ? wallClockOf(answers) : '',
    calledetime: isAnswered ? wallClockOf(ends) : '',
    tapesurl: words.noTapes,
    duration: numberFor(readings, seconds),
    oriamount: numberFor(readings, yuanFor(seconds)),
    ...echo,
    stateDesc: words.outcomes[outcome].text,
    meid: meeting.meid,
  };
}

/** Every minute begun costs the same; in fen, since sums of yuan are not exact. */
const yuanFor = (seconds: number): number => (Math.ceil(seconds / 60) * words.fenPerMinute) / 100;

const numberFor = ({ cdrNumbers }: Readings, number: number): number | string =>
  cdrNumbers === 'numbers' ? number : String(number);
