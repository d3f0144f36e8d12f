import { startingWorld } from './agreed.mjs';
import { chance } from './random-digits.mjs';

const copy = (value) => JSON.parse(JSON.stringify(value));

/** @param {object} table by id */
const filled = (table = {}, standard = () => ({})) =>
  new Map(Object.entries(table).map(([id, written]) => [id, { ...standard(id), ...copy(written) }]));

/** The state of both providers, made from a world. */
export function begun({ ytx = startingWorld.ytx, xylink = startingWorld.xylink } = {}) {
  return {
    chance: chance(),
    ytx: {
      accounts: filled(ytx.accounts),
      applications: filled(ytx.applications, () => ({
        online: true,
        functions: ['meeting'],
        number: '01000000100',
        shownumbers: [],
        allowedCallers: '',
      })),
      /** By account and number. */
      meetings: new Map(),
      numbers: new Map(),
      requests: 0,
      settings: ytx.settings ?? {},
    },
    xylink: {
      settings: xylink.settings ?? {},
      enterprises: filled(xylink.enterprises, () => ({ platform: '6.0' })),
      rooms: filled(xylink.rooms, (number) => ({ name: number })),
      meetings: filled(xylink.meetings, () => ({ groups: [] })),
      grants: filled(xylink.grants),
      /** The receivers of events: by enterprise, and by room. */
      registrations: { callbacks: filled(xylink.callbacks), rosters: filled(xylink.rosterCallbacks) },
      called: 0,
    },
  };
}

/** The bookings that are not cancelled and have not started. */
export const bookingsIn = ({ ytx }, now) =>
  [...ytx.meetings.values()].filter(({ cancelled, startsAt }) => !cancelled && startsAt > now);
