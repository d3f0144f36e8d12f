import { pointerTo } from '../../../../contracts/json.js';
import words from '../../../../contracts/ytx/callbacks/words.json' with { type: 'json' };
import { wallClockOf } from '../../../../contracts/ytx/china-time.js';
import { encodeUtf8 } from '../../../core/bytes.js';
import { isReceiverAddress, type CallbackEvent, receiverAddressInWords } from '../../../core/callbacks/event.js';
import type { Snapshot } from '../../../core/state/documents.js';
import type { Problem } from '../../../core/state/world.js';
import { type Application, type Meeting, meetings, type Outcome, phones, type Settings, settingsIn } from '../model.js';
import type { Readings } from '../readings.js';
import type { WrittenApplication } from '../world-format.js';

/** A party that is called, and what becomes of the call. */
export interface Call {
  readonly phone: string;
  readonly outcome: Outcome;
}

/** All that is needed to tell of a meeting, so that its bodies can be written whatever becomes of the world. */
export interface Telling {
  /** The meeting's document. */
  readonly id: string;
  readonly meeting: Meeting;
  readonly application: Application;
  readonly readings: Readings;
  readonly settings: Settings;
  /** One for each party, in their order. */
  readonly calls: readonly Call[];
}

/** A meeting as it would be told of in the world as it stands. */
export function tellingIn(documents: Snapshot, told: Omit<Telling, 'settings' | 'calls'>): Telling {
  const calls = told.meeting.parties.map(({ phone }) => ({
    phone,
    outcome: phones.read(documents, phone)?.outcome ?? 'answers',
  }));
  return { ...told, settings: settingsIn(documents), calls };
}

/** What all notices of a meeting are about, by its document's id. */
export const aboutMeeting = (id: string): string => `${meetings.kind} ${id}`;

interface Told {
  readonly event: keyof typeof words.queryKeys;
  readonly due: number;
  readonly body: () => Uint8Array;
}

/** A notice to the meeting's application. */
function eventOf({ id, application, readings }: Telling, { event, due, body }: Told): CallbackEvent {
  const { callbackUrl = '' } = application;
  const url = readings.callbackAddress === 'query-key' ? withKey(callbackUrl, words.queryKeys[event]) : callbackUrl;
  return { type: event, about: aboutMeeting(id), due, url, body };
}

/** How long after a meeting's end its record is told, ms, where it comes last. */
const recordedAfter = 1000;

/** When what happens in a meeting's life, ms since the epoch: our own model of how long people take, assumed. */
interface Instants {
  readonly starts: number;
  /** Phones are answered, or found not to be. */
  readonly answers: number;
  readonly ends: number;
  /** The record is told, where it comes last. */
  readonly recorded: number;
}

export function instantsOf({ meeting, settings }: Pick<Telling, 'meeting' | 'settings'>): Instants {
  const { startsAt: starts } = meeting;
  const ends = starts + settings.meetingLasts;
  return { starts, answers: starts + settings.answersAfter, ends, recorded: ends + recordedAfter };
}

type Spelling = 'customParm' | 'CustomParm';

/** The members in which a push gives the request's order number back. */
type Echo = { readonly [Each in Spelling]?: string };

/** The request's order number, whichever way the request spelled it, under the application's spelling. */
function echoOf({ application, meeting, readings }: Telling): Echo {
  const { customParmSpelling } = application;
  const { customParm = meeting.CustomParm, CustomParm = meeting.customParm } = meeting;
  if (customParm === undefined && readings.echoWhenAbsent === 'left-out') return {};
  const echo = { customParm: customParm ?? '', CustomParm: CustomParm ?? '' };
  return customParmSpelling === 'both' ? echo : { [customParmSpelling]: echo[customParmSpelling] };
}

/** Something that happens in a meeting's life. */
export interface Moment {
  readonly state: keyof typeof words.states;
  /** ms since the epoch. */
  readonly at: number;
  /** Whom it happens to; absent means the whole meeting. */
  readonly phone?: string;
  /** How the call went; absent while that is open. */
  readonly outcome?: Outcome;
}

/** What is told of a moment when it has come. */
export const stateEvent = (telling: Telling, moment: Moment): CallbackEvent =>
  eventOf(telling, { event: 'meetingState', due: moment.at, body: () => stateBody(telling, moment) });

function stateBody(telling: Telling, { state, at, phone = '', outcome }: Moment): Uint8Array {
  const { appid, meid, requestId = '' } = telling.meeting;
  const body = {
    requestid: requestId,
    appid,
    meid,
    dsc: phone,
    state: words.states[state],
    stateDesc: outcome === undefined ? '' : words.outcomes[outcome].text,
    timestamp: telling.readings.callbackTimestamp === 'text' ? wallClockOf(at) : at,
    ...echoOf(telling),
  };
  return encodeUtf8(JSON.stringify(body));
}

/** What is told of a meeting's calls, one record for each party. */
export function recordEvent(telling: Telling): CallbackEvent {
  const { ends, recorded } = instantsOf(telling);
  const due = telling.readings.cdrOrder === 'after-the-end' ? recorded : ends;
  return eventOf(telling, { event: 'callRecord', due, body: () => recordBody(telling) });
}

function recordBody(telling: Telling): Uint8Array {
  const echo = echoOf(telling);
  const cdr = telling.calls.map((call) => recordOf(telling, call, echo));
  return encodeUtf8(JSON.stringify({ cdr }));
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

/** What is wrong with the callback address that a world gives an application, besides what the schema says of its shape. */
export function addressProblems(appid: string, { environment, callbackUrl }: WrittenApplication): readonly Problem[] {
  if (callbackUrl === undefined) return [];
  const pointer = pointerTo('ytx', 'applications', appid, 'callbackUrl');
  const says = [
    ...(environment === 'sandbox' ? ['must not be here: the sandbox never pushes'] : []),
    ...(isReceiverAddress(callbackUrl) ? [] : [`must be ${receiverAddressInWords}`]),
  ];
  return says.map((each) => ({ pointer, says: each }));
}

/** An address with a key in its query, as receivers that tell pushes apart by it expect. */
const withKey = (address: string, key: string): string => `${address}${address.includes('?') ? '&' : '?'}${key}`;
