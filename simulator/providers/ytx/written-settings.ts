import type { Settings } from './vocabulary.js';
import { standardSettings } from './vocabulary.js';
import type { WrittenSettings, WrittenWorld } from './written-world.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const given = (name: keyof Settings, written: number | undefined, unit: number): Partial<Settings> =>
  written === undefined ? {} : { [name]: Math.round(written * unit) };

/** The settings that a written world asks for; what it leaves out is the default. */
export function settingsFrom({ settings = {} }: WrittenWorld): Settings {
  const { meetingsStayForHours, meetingLastsMinutes, answersAfterSeconds, ...limits } = settings;
  return {
    ...standardSettings,
    ...limits,
    ...given('meetingsStayFor', meetingsStayForHours, hour),
    ...given('meetingLasts', meetingLastsMinutes, minute),
    ...given('answersAfter', answersAfterSeconds, second),
  };
}

/** Settings as people write them. */
export const settingsWritten = (settings: Settings): WrittenSettings => ({
  meetingsStayForHours: settings.meetingsStayFor / hour,
  meetingsKept: settings.meetingsKept,
  meetingLastsMinutes: settings.meetingLasts / minute,
  answersAfterSeconds: settings.answersAfter / second,
  longestName: settings.longestName,
  mostParties: settings.mostParties,
});
