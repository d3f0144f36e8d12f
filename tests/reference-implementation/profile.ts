import { dump } from 'js-yaml';
import xylinkCast from '../../fixtures/xylink/cast.json' with { type: 'json' };
import xylinkWorld from '../../fixtures/xylink/world.json' with { type: 'json' };
import ytxCast from '../../fixtures/ytx/cast.json' with { type: 'json' };
import ytxWorld from '../../fixtures/ytx/world.json' with { type: 'json' };
import type { Profile } from '../../contracts/suite/targets/sandbox-profile.js';
import type { Entity } from '../../contracts/suite/target.js';

type Cast = Readonly<Record<string, Entity>>;
type Table = Readonly<Record<string, Entity>>;

const accounts: Table = ytxWorld.accounts;
const applications: Table = ytxWorld.applications;
const { enterprises, meetings }: Readonly<Record<'enterprises' | 'meetings', Table>> = xylinkWorld;

/** What a profile says of each kind of role, by its id; the id comes first. */
const entities: Readonly<Record<string, (id: string) => Entity>> = {
  account: (accountSID) => ({ accountSID, authToken: accounts[accountSID]?.['authToken'] }),
  app: (appid) => ({ appid, account: ownerOf(appid) }),
  enterprise(enterpriseId) {
    const { platform: _, ...credentials } = enterprises[enterpriseId] ?? {};
    return { enterpriseId, ...credentials };
  },
  room: (meetingRoomNumber) => ({ meetingRoomNumber, participants: presentIn(meetingRoomNumber) }),
};

function presentIn(room: string): readonly object[] {
  const participants = (meetings[room]?.['participants'] ?? []) as readonly Entity[];
  return participants.map(({ id, type, participantNumber }) => ({ id, type, participantNumber }));
}

/** The role of an application's account. */
const ownerOf = (appid: string): string | undefined =>
  Object.entries(ytxCast).find(([, id]) => id === applications[appid]?.['account'])?.[0];

const castFrom = (roles: Readonly<Record<string, string>>): Cast =>
  Object.fromEntries(
    Object.entries(roles).map(([role, id]) => [role, entities[role.split(':')[0] ?? '']?.(id) ?? { id }]),
  );

/** The roles of both providers as the reference implementation knows them. */
export const cast = { ytx: castFrom(ytxCast), xylink: castFrom(xylinkCast) };

/** Numbers that belong to no one and are not among the invented ones: no subscriber's number begins with a zero. */
const phones = {
  ytx: {
    'phone:creator': { number: '01000000001' },
    'phone:guest': { number: '01000000002' },
    'phone:line': { number: '01000000003,1234' },
  },
  xylink: {
    'phone:invited': { number: '01000000004' },
    'receiver:events': { url: 'https://receiver.example/events' },
  },
};

/** The same roles, and the phones that a profile has besides. */
export const castWithPhones = { ytx: { ...cast.ytx, ...phones.ytx }, xylink: { ...cast.xylink, ...phones.xylink } };

/** How fast a profile asks, and how often in all. */
export interface Restraint {
  readonly requestsPerSecond?: number;
  readonly budget?: number;
}

/** A profile for a reference implementation at this URL. Default: without limits. */
export function profileOf(url: string, { requestsPerSecond = 10_000, budget = 10_000 }: Restraint = {}): Profile {
  return {
    providers: {
      ytx: {
        baseUrls: { 'sandbox.ytx.net': url, 'api.ytx.net': `${url}/api.ytx.net` },
        cast: castWithPhones.ytx,
        requestsPerSecond,
      },
      xylink: {
        // Each host is named, so that no test ever asks a real one.
        baseUrls: { 'sdk.xylink.com': url, 'cloud.xylink.com': url, 'sdkapi.xylink.com': url },
        cast: castWithPhones.xylink,
        requestsPerSecond,
      },
    },
    budget,
  };
}

/** The same as the text of a profile's file, in which a pace of more than 20 requests a second cannot be written. */
export function profileYaml(url: string, { requestsPerSecond = 20, budget = 10_000 }: Restraint = {}): string {
  const { providers } = profileOf(url, { requestsPerSecond, budget });
  return dump({ budget, ...providers });
}
