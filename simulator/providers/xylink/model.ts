import type { RequestContext } from '../../core/provider.js';
import { type Change, collection, type Snapshot } from '../../core/state/documents.js';
import type { Readings } from './readings.js';

/** A customer of the provider. */
export interface Enterprise {
  readonly enterpriseId: string;
  /** Signs 1.0. */
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
  /** How many groups it may have; undefined means what the settings say. */
  readonly maximumGroups: number | undefined;
  /** When its last meeting ended, ms since the epoch. */
  readonly endedAt: number | undefined;
}

export interface Participant {
  readonly id: number;
  readonly type: number;
  readonly participantId: string;
  readonly participantNumber: string;
  readonly externalUserId: string | null;
  readonly name: string;
  readonly muted: boolean;
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
  /** None when it is not split. */
  readonly groups: readonly Group[];
}

/** What a login gave. */
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

/** A client that logs in, and what its latest logins gave: access tokens, the oldest first. */
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
  /** The longest name of a group that is accepted, in characters; assumed. */
  readonly longestName: number;
  /** The most members that a request may name, in all its groups; assumed. */
  readonly mostMembers: number;
}

export const defaultSettings: Settings = {
  requestsPerSecond: 20,
  maximumGroups: 10,
  accessTokenSeconds: 7200,
  longestName: 256,
  mostMembers: 500,
};

export const enterprises = collection<Enterprise>('xylink/enterprise');
export const clients = collection<Client>('xylink/client');
/** By access token. */
export const grants = collection<Grant>('xylink/grant');
/** The access token that a refresh token belongs to. */
export const refreshTokens = collection<{ readonly accessToken: string }>('xylink/refresh-token');
export const rooms = collection<Room>('xylink/room');
/** By room number. */
export const meetings = collection<Meeting>('xylink/meeting');
const settings = collection<Settings>('xylink/settings');

export const putSettings = (value: Settings): Change => settings.put('world', value);

/** The settings in force. */
export const settingsIn = (documents: Snapshot): Settings => settings.read(documents, 'world') ?? defaultSettings;

/** Values from the request line; empty if the path of the operation does not have them. */
export interface Route {
  readonly operation: string;
  readonly version: string;
  readonly meetingRoomNumber: string;
  readonly callbackEvent: string;
}

/** A request on its way through XYLink's checks. */
export type XylinkContext = RequestContext<Route, Readings>;

/** The ending with which replies show a room number. */
export const suffix = '@CONFNO';

/** The room number that a text means, as the readings have it. */
export function roomNumberOf(text: unknown, { confnoSuffix }: Pick<Readings, 'confnoSuffix'>): string {
  if (typeof text !== 'string') return '';
  return confnoSuffix === 'accepted' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

/** A path segment with its percent-encoding undone; one that was not encoded right stays as it is. */
export function segmentText(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
