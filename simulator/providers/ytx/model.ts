import type { Operations } from '../../../contracts/ytx/generated.js';
import type { RequestContext } from '../../core/provider.js';
import { type Change, collection } from '../../core/state/documents.js';
import type { DecodedBody } from './body.js';
import type { Readings } from './readings.js';

/** A customer of the provider. */
export interface Account {
  readonly accountSID: string;
  readonly authToken: string;
  readonly status: 'active' | 'suspended';
  /** Yuan. */
  readonly balance: number;
}

export type Environment = 'sandbox' | 'production';

/** An application of an account; the console's test application is the sandbox's, all others are production's. */
export interface Application {
  readonly appid: string;
  readonly account: string;
  readonly environment: Environment;
  readonly online: boolean;
  /** What it may do: `meeting` is what this simulator asks for. */
  readonly functions: readonly string[];
  /** IP addresses; empty means any. */
  readonly allowedCallers: readonly string[];
  /** The number that a meeting shows when the request names none. */
  readonly number: string;
  /** The numbers that a request may ask to show. */
  readonly shownumbers: readonly string[];
  /** Where its meetings are told of; undefined means nowhere. The sandbox's application has none. */
  readonly callbackUrl: string | undefined;
  /** How pushes spell the order number that a request carried. */
  readonly customParmSpelling: 'customParm' | 'CustomParm' | 'both';
}

export interface Party {
  readonly name: string;
  readonly phone: string;
}

/** A meeting that was started or booked. */
export interface Meeting {
  readonly meid: string;
  readonly mepwd: string;
  readonly meetcallerid: string;
  readonly account: string;
  readonly appid: string;
  readonly name: string;
  readonly creator: string;
  readonly parties: readonly Party[];
  /** ms since the epoch, a whole second: a written world knows no parts of one. */
  readonly startsAt: number;
  readonly cancelled: boolean;
  /** The caller's own order number, under either spelling. */
  readonly CustomParm: string | undefined;
  readonly customParm: string | undefined;
  /** The id of the request that made it or last edited it, for its pushes; undefined when nothing is to be told. */
  readonly requestId: string | undefined;
}

/** What becomes of a call. */
export type Outcome =
  | 'answers'
  | 'powered-off'
  | 'no-such-number'
  | 'out-of-service'
  | 'in-a-call'
  | 'rejects'
  | 'unreachable'
  | 'suspended'
  | 'busy'
  | 'unknown';

/** A phone of which more is known than that somebody answers it. */
export interface Phone {
  readonly outcome: Outcome;
}

/** How long the world remembers, and how long people take. */
export interface Settings {
  /** A meeting leaves the world so long after its start, ms. */
  readonly meetingsStayFor: number;
  /** An account (or whatever meeting numbers are unique within) keeps so many meetings; the oldest goes first. */
  readonly meetingsKept: number;
  /** From a meeting's start to its end, ms: our own model, assumed. */
  readonly meetingLasts: number;
  /** From a meeting's start until a phone is answered or found not to be, ms: our own model, assumed. */
  readonly answersAfter: number;
  /** The longest name that is accepted, in characters; assumed. */
  readonly longestName: number;
  /** The most parties that a meeting may call; assumed. */
  readonly mostParties: number;
}

export const defaultSettings: Settings = {
  meetingsStayFor: 24 * 60 * 60 * 1000,
  meetingsKept: 10_000,
  meetingLasts: 30 * 60 * 1000,
  answersAfter: 5 * 1000,
  longestName: 256,
  mostParties: 500,
};

export const accounts = collection<Account>('ytx/account');
export const applications = collection<Application>('ytx/application');
export const meetings = collection<Meeting>('ytx/meeting');
export const phones = collection<Phone>('ytx/phone');
const settings = collection<Settings>('ytx/settings');

export const putSettings = (value: Settings): Change => settings.put('world', value);

/** The settings in force. */
export function settingsIn(documents: Parameters<typeof settings.read>[0]): Settings {
  return settings.read(documents, 'world') ?? defaultSettings;
}

/** What became of a meeting by now; this follows from the time and is stored nowhere. */
type MeetingState = 'booked' | 'started' | 'cancelled' | 'gone';

export function stateOf(meeting: Meeting, now: number, { meetingsStayFor, meetingLasts }: Settings): MeetingState {
  // However short a time they stay, none leaves before it has ended.
  if (now >= meeting.startsAt + Math.max(meetingsStayFor, meetingLasts)) return 'gone';
  if (meeting.cancelled) return 'cancelled';
  return now >= meeting.startsAt ? 'started' : 'booked';
}

/** The router's result: the operation, the actions that its path serves, the account in the path, and the body. */
export interface Route {
  readonly operation: keyof Operations;
  readonly actions: readonly string[];
  readonly accountSID: string;
  /** Undefined when the body is no JSON. */
  readonly decoded: DecodedBody | undefined;
}

/** A request on its way through YTX's checks. */
export type YtxContext = RequestContext<Route, Readings>;

/** The series of meeting numbers that an account (or, by reading, an application) counts in. */
interface MeetingSeries {
  readonly series: string;
  /** The document id of the meeting with this number. */
  readonly id: (meid: string) => string;
}

/** A running number as the provider prints it: at least three digits. */
export const meidOf = (number: number): string => String(number).padStart(3, '0');

/** The name under which meetings of this scope are numbered. */
export const seriesOf = (scope: string): string => `ytx/meid/${scope}`;

/** Where this application's meetings are numbered and kept. */
export function meetingIn({ meidScope }: Readings, account: Account, application: Application): MeetingSeries {
  const scope = meidScope === 'account' ? account.accountSID : application.appid;
  return { series: seriesOf(scope), id: (meid) => `${scope}/${meid}` };
}
