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

/** An application of an account. The console's test application belongs to the sandbox, all others to production. */
export interface Application {
  readonly appid: string;
  readonly account: string;
  readonly environment: Environment;
  readonly online: boolean;
  /** Its functions; createMeeting requires `meeting`. */
  readonly functions: readonly string[];
  /** IP addresses; empty means any. */
  readonly allowedCallers: readonly string[];
  /** The displayed number of a meeting if the request names none. */
  readonly number: string;
  /** The numbers that a request may ask to display. */
  readonly shownumbers: readonly string[];
  /** The receiver of its callbacks; undefined if it has none. The sandbox's application has none. */
  readonly callbackUrl: string | undefined;
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
  /** ms since the epoch, a whole second, since world files store seconds. */
  readonly startsAt: number;
  readonly cancelled: boolean;
  /** The caller's own order number, under either spelling. */
  readonly CustomParm: string | undefined;
  readonly customParm: string | undefined;
  /** The id of the request that created or last edited it, for its pushes; undefined if it sends none. */
  readonly requestId: string | undefined;
}

/** The outcome of a call. */
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

/** A phone with a configured outcome; other phones are answered. */
export interface Phone {
  readonly outcome: Outcome;
}

/** How long meetings are kept, and our model of durations. */
export interface Settings {
  /** How long a meeting stays in the world after its start, ms. */
  readonly meetingsStayFor: number;
  /**
   * How many meetings an account keeps (or an application, as the reading `meidScope` says); the oldest is removed first.
   */
  readonly meetingsKept: number;
  /** From a meeting's start to its end, ms: our own model, assumed. */
  readonly meetingLasts: number;
  /** From a meeting's start until a phone is answered or found not to be, ms: our own model, assumed. */
  readonly answersAfter: number;
  /** The longest accepted name, in characters; assumed. */
  readonly maxNameLength: number;
  /** The maximum number of parties that a meeting may call; assumed. */
  readonly maxParties: number;
}

export const defaultSettings: Settings = {
  meetingsStayFor: 24 * 60 * 60 * 1000,
  meetingsKept: 10_000,
  meetingLasts: 30 * 60 * 1000,
  answersAfter: 5 * 1000,
  maxNameLength: 256,
  maxParties: 500,
};

export const accounts = collection<Account>('ytx/account');
export const applications = collection<Application>('ytx/application');
export const meetings = collection<Meeting>('ytx/meeting');
export const phones = collection<Phone>('ytx/phone');
const settings = collection<Settings>('ytx/settings');

export const putSettings = (value: Settings): Change => settings.put('world', value);

/** The settings of the world. */
export function settingsIn(documents: Parameters<typeof settings.read>[0]): Settings {
  return settings.read(documents, 'world') ?? defaultSettings;
}

/** The state of a meeting; it follows from the time and is not stored. */
type MeetingState = 'booked' | 'started' | 'cancelled' | 'gone';

export function stateOf(meeting: Meeting, now: number, { meetingsStayFor, meetingLasts }: Settings): MeetingState {
  // A meeting always stays until it has ended.
  if (now >= meeting.startsAt + Math.max(meetingsStayFor, meetingLasts)) return 'gone';
  if (meeting.cancelled) return 'cancelled';
  return now >= meeting.startsAt ? 'started' : 'booked';
}

/** The router's result: the operation, the actions that its path serves, the account in the path, and the body. */
export interface Route {
  readonly operation: keyof Operations;
  readonly actions: readonly string[];
  readonly accountSID: string;
  /** Undefined if the body is not JSON. */
  readonly decoded: DecodedBody | undefined;
}

/** A request in YTX's checks. */
export type YtxContext = RequestContext<Route, Readings>;

/** The sequence of meeting numbers of an account or, by reading, an application. */
interface MeetingSequence {
  readonly name: string;
  /** The document id of the meeting with this number. */
  readonly id: (meid: string) => string;
}

/** A meeting number as the provider prints it: at least three digits. */
export const meidOf = (number: number): string => String(number).padStart(3, '0');

/** The name of the sequence of meeting numbers in this scope. */
export const meetingSequenceName = (scope: string): string => `ytx/meid/${scope}`;

/** The number sequence and the document ids of this application's meetings. */
export function meetingSequenceOf(
  { meidScope }: Readings,
  account: Account,
  application: Application,
): MeetingSequence {
  const scope = meidScope === 'account' ? account.accountSID : application.appid;
  return { name: meetingSequenceName(scope), id: (meid) => `${scope}/${meid}` };
}
