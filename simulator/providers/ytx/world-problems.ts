import { readBookingTime } from '../../../contracts/ytx/china-time.js';
import { canonicalAddress } from '../../core/requests/incoming-request.js';
import { pointerTo } from '../../../contracts/json.js';
import type { CastPart, Problem } from '../../core/state/world.js';
import { addressesIn, type WrittenWorld } from './written-world.js';
import { addressProblems } from './callbacks/address.js';
import { settingsFrom } from './written-settings.js';

/** What the schema cannot say of a world: references that lead nowhere, impossible times, roles without an entity. */
export function problemsOf(world: WrittenWorld, cast: CastPart): readonly Problem[] {
  const accounts = world.accounts ?? {};
  const applications = world.applications ?? {};
  const applicationProblems = Object.entries(applications).flatMap(([appid, application]) => [
    ...unknown(accounts, application.account, pointerTo('ytx', 'applications', appid, 'account'), 'accounts'),
    ...addressProblems(appid, application),
    ...addressesIn(application.allowedCallers ?? '')
      .filter((each) => canonicalAddress(each) === undefined)
      .map(() => ({
        pointer: pointerTo('ytx', 'applications', appid, 'allowedCallers'),
        says: 'must be IP addresses with commas between them; ranges and wildcards are not known to exist',
      })),
  ]);
  const meetingProblems = Object.entries(world.meetings ?? {}).flatMap(([id, { account, appid, startsAt }]) => [
    ...unknown(accounts, account, pointerTo('ytx', 'meetings', id, 'account'), 'accounts'),
    ...unknown(applications, appid, pointerTo('ytx', 'meetings', id, 'appid'), 'applications'),
    ...(readBookingTime(startsAt) === undefined
      ? [
          {
            pointer: pointerTo('ytx', 'meetings', id, 'startsAt'),
            says: 'must be a time that exists, yyyy-MM-dd HH:mm:ss',
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

/** Nobody answers in a meeting that is over. */
function timeProblems(world: WrittenWorld): readonly Problem[] {
  const { answersAfter, meetingLasts } = settingsFrom(world);
  if (answersAfter <= meetingLasts) return [];
  return [
    {
      pointer: pointerTo('ytx', 'settings', 'answersAfterSeconds'),
      says: 'must be no longer than a meeting lasts (meetingLastsMinutes)',
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
