import { castWithPhones as cast } from '../reference-implementation/profile.js';
import { isJsonObject } from '../../contracts/json.js';

/** How a profile for a reference implementation differs from the default. */
export interface ProfileOptions {
  readonly requestsPerSecond?: number;
  readonly budget?: number;
  /** Roles that it does not have. */
  readonly without?: readonly string[];
}

const members = /^(accountSID|authToken|appid|enterpriseId|token|clientId|clientSecret|meetingRoomNumber|number|url)$/;

/** The text of a profile's file for a reference implementation at this URL; ids stand last, where a person might put them. */
export function profileText(url: string, selection: ProfileOptions = {}): string {
  const { requestsPerSecond = 20, budget = 10_000, without = [] } = selection;
  const castOf = (part: Readonly<Record<string, object>>): object =>
    Object.fromEntries(
      Object.entries(part)
        .filter(([role]) => !without.includes(role))
        .map(([role, entity]) => [role, written(role, entity)]),
    );
  return JSON.stringify({
    budget,
    ytx: {
      requestsPerSecond,
      baseUrls: { 'sandbox.ytx.net': url, 'api.ytx.net': `${url}/api.ytx.net` },
      cast: castOf(cast.ytx),
    },
    xylink: { requestsPerSecond, baseUrls: { 'sdk.xylink.com': url }, cast: castOf(cast.xylink) },
  });
}

function written(role: string, entity: object): object {
  const own = Object.entries(entity).filter(
    ([name]) => members.test(name) && !(role.startsWith('room:') && name === 'enterpriseId'),
  );
  const { participants } = entity as { readonly participants?: readonly unknown[] };
  const present = (participants ?? []).flatMap((each) =>
    isJsonObject(each) ? [{ id: each['id'], type: each['type'], participantNumber: each['participantNumber'] }] : [],
  );
  return { ...(present.length > 0 && { participants: present }), ...Object.fromEntries<unknown>(own.toReversed()) };
}
