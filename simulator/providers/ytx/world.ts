import cast from '../../../fixtures/ytx/cast.json' with { type: 'json' };
import starting from '../../../fixtures/ytx/world.json' with { type: 'json' };
import { readBookingTime, wallClockOf } from '../../../contracts/ytx/china-time.js';
import type { Change } from '../../core/state/documents.js';
import { canonicalAddress } from '../../core/requests/incoming-request.js';
import type { WorldShape } from '../../core/state/world.js';
import { castMember } from './cast.js';
import { seriesOf } from './meeting-ids.js';
import {
  type Account,
  accounts,
  type Application,
  applications,
  type Meeting,
  meetings,
  phones,
  putSettings,
  settingsIn,
  stateOf,
} from './vocabulary.js';
import { problemsOf } from './world-problems.js';
import { settingsFrom, settingsWritten } from './written-settings.js';
import {
  addressesIn,
  partsOf,
  type WrittenAccount,
  type WrittenApplication,
  type WrittenMeeting,
  type WrittenWorld,
} from './written-world.js';
import schema from './world.schema.json' with { type: 'json' };

function accountFrom([accountSID, written]: readonly [string, WrittenAccount]): Account {
  return { accountSID, status: 'active', balance: 100, ...written };
}

const standardApplication = {
  online: true,
  functions: ['meeting'],
  number: '01053189900',
  shownumbers: [],
  callbackUrl: undefined,
  customParmSpelling: 'customParm',
} as const;

function applicationFrom([appid, { allowedCallers = '', ...written }]: readonly [
  string,
  WrittenApplication,
]): Application {
  const callers = addressesIn(allowedCallers).map((each) => canonicalAddress(each) ?? each);
  return { appid, ...standardApplication, ...written, allowedCallers: callers };
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
  const isKept = keptIn(world);
  for (const entry of Object.entries(writtenMeetings))
    if (isKept(entry[0])) yield meetings.put(entry[0], meetingFrom(entry));
  for (const [phone, written] of Object.entries(writtenPhones)) yield phones.put(phone, written);
}

/** Whether a meeting is among the newest that its account keeps: what is made later pushes out one number at a time. */
function keptIn(world: WrittenWorld): (id: string) => boolean {
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

/** YTX's part of a world: how it is written, checked, laid out and read back. */
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
      settings: settingsWritten(settings),
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
  continueNumbers(part, numbering) {
    for (const id of Object.keys(part.meetings ?? {})) {
      const { scope, meid } = partsOf(id);
      numbering.continueAfter(seriesOf(scope), Number(meid));
    }
  },
  castMember,
};
