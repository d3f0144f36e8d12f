import type { Handler } from './callbacks/registrations.js';
import type { Id } from './ids.js';
import type { Enterprise, Grant, Settings } from './model.js';

/** XYLink's part of a world file; `world.schema.json` describes it. */
export interface WrittenWorld {
  readonly settings?: Partial<Settings>;
  readonly enterprises?: Readonly<Record<string, WrittenEnterprise>>;
  readonly rooms?: Readonly<Record<string, WrittenRoom>>;
  /** By room number. */
  readonly meetings?: Readonly<Record<string, WrittenMeeting>>;
  /** By enterpriseId and event: a URL, or several receivers with versions and tags. */
  readonly callbacks?: Readonly<Record<string, Readonly<Record<string, string | readonly Handler[]>>>>;
  /** By room number. */
  readonly rosterCallbacks?: Readonly<Record<string, WrittenRosterCallback>>;
  /** By access token. */
  readonly grants?: Readonly<Record<string, WrittenGrant>>;
}

export type WrittenEnterprise = Omit<Enterprise, 'enterpriseId' | 'platform'> & { readonly platform?: string };

export interface WrittenRoom {
  readonly enterprise: string;
  readonly name?: string;
  readonly businessTag?: string | undefined;
  readonly maximumGroups?: number | undefined;
  /** ms since the epoch. */
  readonly endedAt?: number | undefined;
}

export interface WrittenMeeting {
  readonly meetingId: string;
  readonly participants: readonly WrittenParticipant[];
  readonly groups?: readonly WrittenGroup[];
}

export interface WrittenParticipant {
  /** Beyond 2^53 the text of its digits. */
  readonly id: Id;
  readonly type: number;
  readonly participantNumber: string;
  readonly participantId?: string;
  readonly externalUserId?: string | null;
  readonly name?: string;
  readonly muted?: boolean;
  readonly admin?: boolean;
  readonly canSetAdmin?: boolean;
}

export interface WrittenGroup {
  readonly groupNo: string;
  readonly groupName: string;
  /** Ids of participants. */
  readonly members: readonly Id[];
}

interface WrittenRosterCallback {
  readonly event: string;
  readonly url: string;
}

export type WrittenGrant = Omit<Grant, 'accessToken' | 'enterprise' | 'refreshed'> & { readonly refreshed?: boolean };
