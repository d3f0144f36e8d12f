import { readTimestamp, timestampOf } from '../../../../contracts/ytx/china-time.js';

/** An instant in a format that is not the page's, and how that format is written. */
export type Formatted = readonly [format: string, text: string];

const chinaOffset = 8 * 60 * 60 * 1000;

/** The parts of `yyyyMMddHHmmss`. */
const partsOf = (timestamp: string) =>
  ({
    year: timestamp.slice(0, 4),
    month: timestamp.slice(4, 6),
    day: timestamp.slice(6, 8),
    hour: timestamp.slice(8, 10),
    minute: timestamp.slice(10, 12),
    second: timestamp.slice(12, 14),
  }) as const;

const onTwelveHourClock = (hour: string): string => String(((Number(hour) + 11) % 12) + 1).padStart(2, '0');

/** Wall clock in the two ways of ISO 8601 and its relatives: with `T` or a space, dashes or slashes. */
function wallClock(instant: number, dash: string, between: string): string {
  const { year, month, day, hour, minute, second } = partsOf(timestampOf(instant));
  return `${year}${dash}${month}${dash}${day}${between}${hour}:${minute}:${second}`;
}

/** The formats that fourteen digits are mistaken for: these can pass for a timestamp, of another time. */
export function lookAlikes(instant: number): readonly Formatted[] {
  const { year, month, day, hour, minute, second } = partsOf(timestampOf(instant));
  return [
    ['yyyyMMddhhmmss', `${year}${month}${day}${onTwelveHourClock(hour)}${minute}${second}`],
    ['yyyymmddHHmmss', `${year}${minute}${day}${hour}${minute}${second}`],
    ['yyyyMMddHHMMss', `${year}${month}${day}${hour}${month}${second}`],
    ['yyyyddMMHHmmss', `${year}${day}${month}${hour}${minute}${second}`],
  ];
}

/** Formats that say whole seconds, or less. */
export function formatsOf(instant: number): readonly Formatted[] {
  const timestamp = timestampOf(instant);
  const iso = wallClock(instant, '-', 'T');
  return [
    ...lookAlikes(instant),
    ['Unix s', String(Math.floor(instant / 1000))],
    ['Unix ms', String(Math.floor(instant / 1000) * 1000)],
    ['yyyy-MM-dd HH:mm:ss', wallClock(instant, '-', ' ')],
    ['yyyy/MM/dd HH:mm:ss', wallClock(instant, '/', ' ')],
    ['ISO 8601', iso],
    ['ISO 8601', `${iso}+08:00`],
    ['ISO 8601', `${iso}+0800`],
    ['ISO 8601', `${wallClock(instant - chinaOffset, '-', 'T')}Z`],
    ['yyMMddHHmmss', timestamp.slice(2)],
    ['yyyyMMddHHmm', timestamp.slice(0, 12)],
  ];
}

/** Formats that say milliseconds, for each of these within one second; what stands around them is written once. */
export function* finerFormatsOf(second: number, milliseconds: readonly number[]): Iterable<Formatted> {
  const around = [
    ['Unix ms', String(second / 1000), ''],
    ['yyyyMMddHHmmssSSS', timestampOf(second), ''],
    ['ISO 8601', `${wallClock(second - chinaOffset, '-', 'T')}.`, 'Z'],
    ['ISO 8601', `${wallClock(second, '-', 'T')}.`, '+08:00'],
    ['yyyy-MM-dd HH:mm:ss.SSS', `${wallClock(second, '-', ' ')}.`, ''],
  ] as const;
  for (const millisecond of milliseconds) {
    const fraction = String(millisecond).padStart(3, '0');
    for (const [format, before, after] of around) yield [format, before + fraction + after];
  }
}

/** The instants that a text may mean which is no timestamp: a number of seconds or ms, or a wall clock at +08:00 or UTC. */
export function instantsIn(text: string): readonly number[] {
  const digits = text.replace(/\D/g, '');
  if (/^\d{10}$/.test(text)) return [Number(text) * 1000];
  if (/^\d{13}$/.test(text)) return [Number(text)];
  const wall = readTimestamp(digits.slice(0, 14));
  if (wall === undefined) return [];
  const fraction = /^\d{3}/.exec(digits.slice(14))?.[0] ?? '0';
  return [0, chinaOffset].map((offset) => wall + offset + Number(fraction));
}
