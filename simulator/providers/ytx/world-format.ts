import type { Account, Environment, Meeting, Party, Phone } from './model.js';

/** YTX's part of a world file; `world.schema.json` describes it. */
export interface WrittenWorld {
  readonly settings?: WrittenSettings;
  readonly accounts?: Readonly<Record<string, WrittenAccount>>;
  readonly applications?: Readonly<Record<string, WrittenApplication>>;
  readonly meetings?: Readonly<Record<string, WrittenMeeting>>;
  readonly phones?: Readonly<Record<string, Phone>>;
}

export interface WrittenSettings {
  readonly meetingsStayForHours?: number;
  readonly meetingsKept?: number;
  readonly meetingLastsMinutes?: number;
  readonly answersAfterSeconds?: number;
  readonly maxNameLength?: number;
  readonly maxParties?: number;
}

export type WrittenAccount = Pick<Account, 'authToken'> & Partial<Pick<Account, 'status' | 'balance'>>;

export interface WrittenApplication {
  readonly account: string;
  readonly environment: Environment;
  readonly online?: boolean;
  readonly functions?: readonly string[];
  /** IP addresses, separated by commas, the format of the provider's console. */
  readonly allowedCallers?: string;
  readonly number?: string;
  readonly shownumbers?: readonly string[];
  readonly callbackUrl?: string | undefined;
}

export type WrittenMeeting = Omit<
  Meeting,
  'meid' | 'startsAt' | 'cancelled' | 'parties' | 'CustomParm' | 'customParm' | 'requestId'
> & {
  readonly CustomParm?: string | undefined;
  readonly customParm?: string | undefined;
  readonly requestId?: string | undefined;
  readonly parties: readonly Party[];
  /** `yyyy-MM-dd HH:mm:ss` at +08:00. */
  readonly startsAt: string;
  readonly cancelled?: boolean;
};

/** The addresses in a comma-separated list. */
export const addressesIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** Splits a meeting's id, `<scope>/<meid>`. */
export function partsOf(id: string): { readonly scope: string; readonly meid: string } {
  const slash = id.indexOf('/');
  return { scope: id.slice(0, slash), meid: id.slice(slash + 1) };
}
