import { pointerTo } from '../../../contracts/json.js';
import { readBookingTime, wallClockOf } from '../../../contracts/ytx/china-time.js';
import cast from '../../../fixtures/ytx/cast.json' with { type: 'json' };
import starting from '../../../fixtures/ytx/world.json' with { type: 'json' };
import { canonicalAddress } from '../../core/requests/incoming-request.js';
import type { Change, Documents } from '../../core/state/documents.js';
import type { CastPart, Problem, WorldShape } from '../../core/state/world.js';
import { addressProblems } from './callbacks/bodies.js';
import {
  type Account,
  accounts,
  type Application,
  applications,
  type Meeting,
  meetings,
  phones,
  putSettings,
  meetingSequenceName,
  type Settings,
  settingsIn,
  defaultSettings,
  stateOf,
} from './model.js';
import {
  addressesIn,
  partsOf,
  type WrittenAccount,
  type WrittenApplication,
  type WrittenMeeting,
  type WrittenSettings,
  type WrittenWorld,
} from './world-format.js';
import schema from './world.schema.json' with { type: 'json' };

/** An account from the format of world files. */
export function accountFrom([accountSID, written]: readonly [string, WrittenAccount]): Account {
  return { accountSID, status: 'active', balance: 100, ...written };
}

const defaultApplication = {
  online: true,
  functions: ['meeting'],
  number: '01000000100',
  shownumbers: [],
  callbackUrl: undefined,
} as const;

/** An application from the format of world files. */
export function applicationFrom([appid, { allowedCallers = '', ...written }]: readonly [
  string,
  WrittenApplication,
]): Application {
  const callers = addressesIn(allowedCallers).map((each) => canonicalAddress(each) ?? each);
  return { appid, ...defaultApplication, ...written, allowedCallers: callers };
}

function meetingFrom([id, written]: readonly [string, WrittenMeeting]): Meeting {
  const { CustomParm, customParm, requestId, startsAt } = written;
  const starts = readBookingTime(startsAt)?.instant ?? 0;
  const optional = { CustomParm, customParm, requestId };
  return { meid: partsOf(id).meid, cancelled: false, ...written, startsAt: starts, ...optional };
}

function* toDocuments(world: WrittenWorld): Iterable<Change> {
  const {
    accounts: writtenAccounts = {},
    applications: writtenApplications = {},
    meetings: writtenMeetings = {},
    phones: writtenPhones = {},
  } = world;
  yield putSettings(settingsFrom(world));
  for (const entry of Object.entries(writtenAccounts)) yield accounts.put(entry[0], accountFrom(entry));
  for (const entry of Object.entries(writtenApplications)) yield applications.put(entry[0], applicationFrom(entry));
  const isKept = isKeptIn(world);
  for (const entry of Object.entries(writtenMeetings))
    if (isKept(entry[0])) yield meetings.put(entry[0], meetingFrom(entry));
  for (const [phone, written] of Object.entries(writtenPhones)) yield phones.put(phone, written);
}

/**
 * Whether a meeting is among the newest that its account keeps. Each later meeting displaces only one, so older ones
 * are dropped here.
 */
function isKeptIn(world: WrittenWorld): (id: string) => boolean {
  const newest = new Map<string, number>();
  for (const id of Object.keys(world.meetings ?? {})) {
    const { scope, meid } = partsOf(id);
    newest.set(scope, Math.max(newest.get(scope) ?? 0, Number(meid)));
  }
  const { meetingsKept } = settingsFrom(world);
  return (id) => {
    const { scope, meid } = partsOf(id);
    return Number(meid) > (newest.get(scope) ?? 0) - meetingsKept;
  };
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const optionalSetting = (name: keyof Settings, written: number | undefined, unit: number): Partial<Settings> =>
  written === undefined ? {} : { [name]: Math.round(written * unit) };

/** Settings in the format of world files. */
const writeSettings = (settings: Settings): WrittenSettings => ({
  meetingsStayForHours: settings.meetingsStayFor / hour,
  meetingsKept: settings.meetingsKept,
  meetingLastsMinutes: settings.meetingLasts / minute,
  answersAfterSeconds: settings.answersAfter / second,
  maxNameLength: settings.maxNameLength,
  maxParties: settings.maxParties,
});

/** YTX's part of a world: validation, and conversion to and from documents. */
export const world: WorldShape<WrittenWorld> = {
  schema,
  starting: starting as WrittenWorld,
  cast,
  problems: problemsOf,
  toDocuments,
  fromDocuments(documents, now) {
    const settings = settingsIn(documents);
    const still = meetings.all(documents).filter(([, meeting]) => stateOf(meeting, now, settings) !== 'gone');
    return {
      settings: writeSettings(settings),
      accounts: Object.fromEntries(accounts.all(documents).map(([id, { accountSID: _, ...written }]) => [id, written])),
      applications: Object.fromEntries(
        applications
          .all(documents)
          .map(([id, { appid: _, ...written }]) => [
            id,
            { ...written, allowedCallers: written.allowedCallers.join(',') },
          ]),
      ),
      meetings: Object.fromEntries(
        still.map(([id, { meid: _, ...written }]) => [id, { ...written, startsAt: wallClockOf(written.startsAt) }]),
      ),
      phones: Object.fromEntries(phones.all(documents)),
    };
  },
  growing: [meetings.kind],
  continueNumbers(part, sequences) {
    for (const id of Object.keys(part.meetings ?? {})) {
      const { scope, meid } = partsOf(id);
      sequences.continueAfter(meetingSequenceName(scope), Number(meid));
    }
  },
  castMember,
};

/** The settings of a world file, with defaults. */
function settingsFrom({ settings = {} }: WrittenWorld): Settings {
  const { meetingsStayForHours, meetingLastsMinutes, answersAfterSeconds, ...limits } = settings;
  return {
    ...defaultSettings,
    ...limits,
    ...optionalSetting('meetingsStayFor', meetingsStayForHours, hour),
    ...optionalSetting('meetingLasts', meetingLastsMinutes, minute),
    ...optionalSetting('answersAfter', answersAfterSeconds, second),
  };
}

/** A role's entity in the cast: an account with its token, an application with the role of its account. */
function castMember(documents: Documents, role: string, id: string, cast: CastPart): object | undefined {
  if (role.startsWith('account:')) {
    const account = accounts.read(documents, id);
    return account && { accountSID: account.accountSID, authToken: account.authToken };
  }
  const application = applications.read(documents, id);
  if (application === undefined) return undefined;
  const { appid, account, environment } = application;
  const owner = Object.entries(cast).find(([each, played]) => each.startsWith('account:') && played === account)?.[0];
  return { appid, account: owner ?? account, environment };
}

/** Problems that the schema cannot express: references to missing entities, invalid times, roles without an entity. */
function problemsOf(world: WrittenWorld, cast: CastPart): readonly Problem[] {
  const accounts = world.accounts ?? {};
  const applications = world.applications ?? {};
  const applicationProblems = Object.entries(applications).flatMap(([appid, application]) => [
    ...unknown(accounts, application.account, pointerTo('ytx', 'applications', appid, 'account'), 'accounts'),
    ...addressProblems(appid, application),
    ...addressesIn(application.allowedCallers ?? '')
      .filter((each) => canonicalAddress(each) === undefined)
      .map(() => ({
        pointer: pointerTo('ytx', 'applications', appid, 'allowedCallers'),
        says: 'must be IP addresses separated by commas; ranges and wildcards are not supported',
      })),
  ]);
  const meetingProblems = Object.entries(world.meetings ?? {}).flatMap(([id, { account, appid, startsAt }]) => [
    ...unknown(accounts, account, pointerTo('ytx', 'meetings', id, 'account'), 'accounts'),
    ...unknown(applications, appid, pointerTo('ytx', 'meetings', id, 'appid'), 'applications'),
    ...(readBookingTime(startsAt) === undefined
      ? [
          {
            pointer: pointerTo('ytx', 'meetings', id, 'startsAt'),
            says: 'must be a valid time, yyyy-MM-dd HH:mm:ss',
          },
        ]
      : []),
  ]);
  return [
    ...timeProblems(world),
    ...applicationProblems,
    ...meetingProblems,
    ...castProblems(cast, accounts, applications),
  ];
}

/** A phone must be answered before the meeting ends. */
function timeProblems(world: WrittenWorld): readonly Problem[] {
  const { answersAfter, meetingLasts } = settingsFrom(world);
  if (answersAfter <= meetingLasts) return [];
  return [
    {
      pointer: pointerTo('ytx', 'settings', 'answersAfterSeconds'),
      says: 'must not be longer than a meeting (meetingLastsMinutes)',
    },
  ];
}

function castProblems(cast: CastPart, accounts: object, applications: object): readonly Problem[] {
  return Object.entries(cast).flatMap(([role, id]) => {
    const at = pointerTo('cast', 'ytx', role);
    if (role.startsWith('account:')) return unknown(accounts, id, at, 'accounts');
    if (role.startsWith('app:')) return unknown(applications, id, at, 'applications');
    return [{ pointer: at, says: 'must be a role that starts with "account:" or "app:"' }];
  });
}

function unknown(among: object, id: string, at: string, where: string): readonly Problem[] {
  return Object.hasOwn(among, id) ? [] : [{ pointer: at, says: `must be a key of "${where}" in this world` }];
}
