import type { Settings } from './vocabulary.js';
import { standardSettings } from './vocabulary.js';
import type { WrittenSettings, WrittenWorld } from './written-world.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const inMilliseconds = (written: number | undefined, unit: number): number | undefined =>
  written === undefined ? undefined : Math.round(written * unit);

/** The settings that a written world asks for; what it leaves out is the standard. */
export const settingsFrom = ({ settings }: WrittenWorld): Settings => ({
  meetingsStayFor: (settings?.meetingsStayForHours ?? standardSettings.meetingsStayFor / hour) * hour,
  meetingsKept: settings?.meetingsKept ?? standardSettings.meetingsKept,
  meetingLasts: inMilliseconds(settings?.meetingLastsMinutes, minute) ?? standardSettings.meetingLasts,
  answersAfter: inMilliseconds(settings?.answersAfterSeconds, second) ?? standardSettings.answersAfter,
});

/** Settings as people write them. */
export const settingsWritten = (settings: Settings): WrittenSettings => ({
  meetingsStayForHours: settings.meetingsStayFor / hour,
  meetingsKept: settings.meetingsKept,
  meetingLastsMinutes: settings.meetingLasts / minute,
  answersAfterSeconds: settings.answersAfter / second,
});
