import type { RequestContext } from '../../core/provider.js';
import { type Change, collection, type DocumentReader } from '../../core/state/documents.js';
import type { Id } from './ids.js';
import type { Readings } from './readings.js';

/** A customer of the provider. */
export interface Enterprise {
  readonly enterpriseId: string;
  /** The key of signature 1.0. */
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The version of its platform: `6.0`. */
  readonly platform: string;
}

/** A cloud room. */
export interface Room {
  readonly number: string;
  readonly enterprise: string;
  readonly name: string;
  /** Selects the handler of its enterprise's events. */
  readonly businessTag: string | undefined;
  /** The maximum number of groups it may have; undefined means the setting. */
  readonly maximumGroups: number | undefined;
  /** When its last meeting ended, ms since the epoch. */
  readonly endedAt: number | undefined;
}

export interface Participant {
  readonly id: Id;
  readonly type: number;
  readonly participantId: string;
  readonly participantNumber: string;
  readonly externalUserId: string | null;
  readonly name: string;
  readonly muted: boolean;
  /** Whether it is the admin of its group. */
  readonly admin: boolean;
  /** Whether it may become the admin of its group. */
  readonly canSetAdmin: boolean;
}

export interface Group {
  readonly groupNo: string;
  readonly groupName: string;
  readonly members: readonly Participant[];
}

/** A meeting that is running. */
export interface Meeting {
  readonly meetingId: string;
  readonly participants: readonly Participant[];
  /** Empty if it is not split. */
  readonly groups: readonly Group[];
}

/** The tokens of a login. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly signSecret: string;
  readonly clientId: string;
  readonly enterprise: string;
  /** ms since the epoch. */
  readonly expiresAt: number;
  /** Whether its refresh token has been used. */
  readonly refreshed: boolean;
}

/** A client that logs in, and the access tokens of its latest logins, the oldest first. */
export interface Client {
  readonly clientId: string;
  readonly enterprise: string;
  readonly grants: readonly string[];
}

export interface Settings {
  /** 0 means no limit. */
  readonly requestsPerSecond: number;
  readonly maximumGroups: number;
  readonly accessTokenSeconds: number;
  /** The longest accepted name of a group, in characters; assumed. */
  readonly maxNameLength: number;
  /** The maximum number of members in all groups of a request; assumed. */
  readonly maxMembers: number;
  /** The name of a group that the request does not name, before its number; assumed. */
  readonly groupBaseName: string;
  /** The size of random groups without groupCount, by the option `by-present`; assumed. */
  readonly participantsPerGroup: number;
}

export const defaultSettings: Settings = {
  requestsPerSecond: 20,
  maximumGroups: 10,
  accessTokenSeconds: 7200,
  maxNameLength: 256,
  maxMembers: 500,
  groupBaseName: '分组',
  participantsPerGroup: 4,
};

export const enterprises = collection<Enterprise>('xylink/enterprise');
export const clients = collection<Client>('xylink/client');
/** By access token. */
export const grants = collection<Grant>('xylink/grant');
/** The access token of each refresh token. */
export const refreshTokens = collection<{ readonly accessToken: string }>('xylink/refresh-token');
export const rooms = collection<Room>('xylink/room');
/** By room number. */
export const meetings = collection<Meeting>('xylink/meeting');
const settings = collection<Settings>('xylink/settings');

export const putSettings = (value: Settings): Change => settings.put('world', value);

/** The settings of the world. */
export const settingsIn = (documents: DocumentReader): Settings => settings.read(documents, 'world') ?? defaultSettings;

/** Values from the request line; empty if the path of the operation does not have them. */
export interface Route {
  readonly operation: string;
  readonly version: string;
  readonly meetingRoomNumber: string;
  readonly callbackEvent: string;
}

/** A request in XYLink's checks. */
export type XylinkContext = RequestContext<Route, Readings>;

/** A request whose enterprise is known. */
export type EnterpriseContext = XylinkContext & { readonly enterprise: Enterprise };

/** The window of the limit on requests, ms. */
export const limitWindowMs = 1000;

/** The suffix of room numbers in replies. */
export const suffix = '@CONFNO';

/** The room number in a text, by the readings. */
export function roomNumberOf(text: unknown, { confnoSuffix }: Pick<Readings, 'confnoSuffix'>): string {
  if (typeof text !== 'string') return '';
  return confnoSuffix === 'accepted' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

/** A path segment, percent-decoded; unchanged if its encoding is invalid. */
export function segmentText(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
