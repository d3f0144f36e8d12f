import cast from '../../../fixtures/ytx/cast.json' with { type: 'json' };
import starting from '../../../fixtures/ytx/world.json' with { type: 'json' };
import { readBookingTime, wallClockOf } from '../../../contracts/ytx/china-time.js';
import type { WorldShape } from '../../core/world.js';
import { castMember } from './cast.js';
import { seriesOf } from './meeting-ids.js';
import type { Account, Application, Meeting, Settings } from './vocabulary.js';
import { accounts, applications, meetings, putSettings, settingsIn, standardSettings, stateOf } from './vocabulary.js';
import { problemsOf } from './world-problems.js';
import type { WrittenWorld } from './written-world.js';
import { addressesIn, partsOf } from './written-world.js';
import schema from './world.schema.json' with { type: 'json' };

const hour = 60 * 60 * 1000;

const settingsFrom = ({ settings }: WrittenWorld): Settings => ({
  meetingsStayFor: (settings?.meetingsStayForHours ?? standardSettings.meetingsStayFor / hour) * hour,
  meetingsKept: settings?.meetingsKept ?? standardSettings.meetingsKept,
});

function* toDocuments(world: WrittenWorld): Iterable<readonly [string, object]> {
  yield putSettings(settingsFrom(world));
  for (const [accountSID, written] of Object.entries(world.accounts ?? {})) {
    const account: Account = { accountSID, status: 'active', balance: 100, ...written };
    yield [accounts.key(accountSID), account];
  }
  for (const [appid, { allowedCallers = '', ...written }] of Object.entries(world.applications ?? {})) {
    const standard = { online: true, functions: ['meeting'], number: '01053189900', shownumbers: [] };
    const application: Application = { appid, ...standard, ...written, allowedCallers: addressesIn(allowedCallers) };
    yield [applications.key(appid), application];
  }
  for (const [id, written] of Object.entries(world.meetings ?? {})) {
    const { meid } = partsOf(id);
    const startsAt = readBookingTime(written.startsAt)?.instant ?? 0;
    const meeting: Meeting = { meid, cancelled: false, ...written, startsAt };
    yield [meetings.key(id), meeting];
  }
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
    const { meetingsStayFor, meetingsKept } = settings;
    const still = meetings.all(documents).filter(([, meeting]) => stateOf(meeting, now, settings) !== 'gone');
    return {
      settings: { meetingsStayForHours: meetingsStayFor / hour, meetingsKept },
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
    };
  },
  continueNumbers(part, numbering) {
    for (const id of Object.keys(part.meetings ?? {})) {
      const { scope, meid } = partsOf(id);
      numbering.continueAfter(seriesOf(scope), Number(meid));
    }
  },
  castMember,
};
