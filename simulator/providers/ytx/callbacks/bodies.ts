import { pointerTo } from '../../../../contracts/json.js';
import values from '../../../../contracts/ytx/callbacks/values.json' with { type: 'json' };
import { wallClockOf } from '../../../../contracts/ytx/china-time.js';
import { encodeUtf8 } from '../../../core/bytes.js';
import { isReceiverAddress, type CallbackEvent, receiverAddressInWords } from '../../../core/callbacks/event.js';
import type { DocumentReader } from '../../../core/state/documents.js';
import type { Problem } from '../../../core/state/world.js';
import { type Application, type Meeting, meetings, type Outcome, phones, type Settings, settingsIn } from '../model.js';
import type { Readings } from '../readings.js';
import type { WrittenApplication } from '../world-format.js';

/** A call to a party, and its outcome. */
export interface PartyCall {
  readonly phone: string;
  readonly outcome: Outcome;
}

/** The data for a meeting's callbacks. It is complete, so that bodies do not depend on later changes of the world. */
export interface MeetingSnapshot {
  /** The id of the meeting's document. */
  readonly id: string;
  readonly meeting: Meeting;
  readonly application: Application;
  readonly readings: Readings;
  readonly settings: Settings;
  /** One for each party, in their order. */
  readonly calls: readonly PartyCall[];
}

/** Collects the data for a meeting's callbacks from the world's present state. */
export function snapshotIn(
  documents: DocumentReader,
  from: Omit<MeetingSnapshot, 'settings' | 'calls'>,
): MeetingSnapshot {
  const calls = from.meeting.parties.map(({ phone }) => ({
    phone,
    outcome: phones.read(documents, phone)?.outcome ?? 'answers',
  }));
  return { ...from, settings: settingsIn(documents), calls };
}

/** The subject of all events of a meeting, by its document's id. */
export const meetingSubject = (id: string): string => `${meetings.kind} ${id}`;

interface PushParts {
  readonly event: keyof typeof values.queryKeys;
  readonly due: number;
  readonly body: () => Uint8Array;
}

/** An event for the meeting's application. */
function eventOf({ id, application, readings }: MeetingSnapshot, { event, due, body }: PushParts): CallbackEvent {
  const { callbackUrl = '' } = application;
  const url = readings.callbackAddress === 'query-key' ? withKey(callbackUrl, values.queryKeys[event]) : callbackUrl;
  return { type: event, subject: meetingSubject(id), due, url, body };
}

/** How long after a meeting's end its record is sent, ms, if it comes last. */
const recordedAfter = 1000;

/** The instants of a meeting, ms since the epoch. They follow our own model of how long people take, assumed. */
interface Instants {
  readonly starts: number;
  /** Phones are answered, or the call fails. */
  readonly answers: number;
  readonly ends: number;
  /** The record is sent, if it comes last. */
  readonly recorded: number;
}

export function instantsOf({ meeting, settings }: Pick<MeetingSnapshot, 'meeting' | 'settings'>): Instants {
  const { startsAt: starts } = meeting;
  const ends = starts + settings.meetingLasts;
  return { starts, answers: starts + settings.answersAfter, ends, recorded: ends + recordedAfter };
}

type Spelling = 'customParm' | 'CustomParm';

/** The members in which a push returns the request's order number. */
type Echo = { readonly [Each in Spelling]?: string };

/** The request's order number, from either spelling. */
function echoOf({ meeting, readings }: MeetingSnapshot): Echo {
  const { customParmSpelling } = readings;
  const { customParm = meeting.CustomParm, CustomParm = meeting.customParm } = meeting;
  if (customParm === undefined && readings.echoWhenAbsent === 'left-out') return {};
  const echo = { customParm: customParm ?? '', CustomParm: CustomParm ?? '' };
  return customParmSpelling === 'both' ? echo : { [customParmSpelling]: echo[customParmSpelling] };
}

/** A change in a meeting. */
export interface Moment {
  readonly state: keyof typeof values.states;
  /** ms since the epoch. */
  readonly at: number;
  /** The phone it concerns; absent for the whole meeting. */
  readonly phone?: string;
  /** The outcome of the call; absent while it is open. */
  readonly outcome?: Outcome;
}

/** The event of a moment. */
export const stateEvent = (snapshot: MeetingSnapshot, moment: Moment): CallbackEvent =>
  eventOf(snapshot, { event: 'meetingState', due: moment.at, body: () => stateBody(snapshot, moment) });

function stateBody(snapshot: MeetingSnapshot, { state, at, phone = '', outcome }: Moment): Uint8Array {
  const { appid, meid, requestId = '' } = snapshot.meeting;
  const body = {
    requestid: requestId,
    appid,
    meid,
    dsc: phone,
    state: values.states[state],
    stateDesc: outcome === undefined ? '' : values.outcomes[outcome].text,
    timestamp: snapshot.readings.callbackTimestamp === 'text' ? wallClockOf(at) : at,
    ...echoOf(snapshot),
  };
  return encodeUtf8(JSON.stringify(body));
}

/** The event with the records of a meeting's calls, one for each party. */
export function recordEvent(snapshot: MeetingSnapshot): CallbackEvent {
  const { ends, recorded } = instantsOf(snapshot);
  const due = snapshot.readings.cdrOrder === 'after-the-end' ? recorded : ends;
  return eventOf(snapshot, { event: 'callRecord', due, body: () => recordBody(snapshot) });
}

function recordBody(snapshot: MeetingSnapshot): Uint8Array {
  const echo = echoOf(snapshot);
  const cdr = snapshot.calls.map((call) => recordOf(snapshot, call, echo));
  return encodeUtf8(JSON.stringify({ cdr }));
}

/** The record of one call; its members have the order seen in another product. */
function recordOf(snapshot: MeetingSnapshot, { phone, outcome }: PartyCall, echo: Echo): object {
  const { meeting, readings } = snapshot;
  const { starts, answers, ends } = instantsOf(snapshot);
  const isAnswered = outcome === 'answers';
  const seconds = isAnswered ? Math.round((ends - answers) / 1000) : 0;
  return {
    requestid: meeting.requestId ?? '',
    appid: meeting.appid,
    fid: numberFor(readings, values.functionId),
    caller: meeting.meetcallerid,
    called: phone,
    callerstime: wallClockOf(starts),
    calleretime: wallClockOf(ends),
    calledstime: isAnswered ? wallClockOf(answers) : '',
    calledetime: isAnswered ? wallClockOf(ends) : '',
    tapesurl: values.noTapes,
    duration: numberFor(readings, seconds),
    oriamount: numberFor(readings, yuanFor(seconds)),
    ...echo,
    stateDesc: values.outcomes[outcome].text,
    meid: meeting.meid,
  };
}

/** Each minute or part of one costs the same; in fen, since sums of yuan are not exact. */
const yuanFor = (seconds: number): number => (Math.ceil(seconds / 60) * values.fenPerMinute) / 100;

const numberFor = ({ cdrNumbers }: Readings, number: number): number | string =>
  cdrNumbers === 'numbers' ? number : String(number);

/** Problems of an application's callback address in a world, besides its shape, which the schema checks. */
export function addressProblems(appid: string, { environment, callbackUrl }: WrittenApplication): readonly Problem[] {
  if (callbackUrl === undefined) return [];
  const pointer = pointerTo('ytx', 'applications', appid, 'callbackUrl');
  const says = [
    ...(environment === 'sandbox' ? ['must not be here: the sandbox never pushes'] : []),
    ...(isReceiverAddress(callbackUrl) ? [] : [`must be ${receiverAddressInWords}`]),
  ];
  return says.map((each) => ({ pointer, says: each }));
}

/** An address with a key in its query, for receivers that distinguish pushes by it. */
const withKey = (address: string, key: string): string => `${address}${address.includes('?') ? '&' : '?'}${key}`;
