import type { Readings } from './readings.js';
import type { Account, Application } from './vocabulary.js';

/** The series of meeting numbers that an account (or, by reading, an application) counts in. */
export interface MeetingSeries {
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
