import { timestampOf } from '../../../../contracts/ytx/china-time.js';

/** An instant in a format that is not the page's, and how that format is written. */
export type Formatted = readonly [format: string, text: string];

const minute = 60 * 1000;

/** The offset of the provider's clock, and those of all others that differ by half hours; minutes ahead of UTC. */
const china = 8 * 60;
const westernmost = -12 * 60;
const easternmost = 14 * 60;
const offsets = Array.from({ length: (easternmost - westernmost) / 30 + 1 }, (_, index) => westernmost + index * 30);

/** So many texts of one second that differ in their milliseconds. */
const millisecondsWritten = 1000;

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

/** The formats that do not say the instant in full, or pass for a timestamp of another time; bar those that are right. */
export function lookAlikes(instant: number): readonly Formatted[] {
  const timestamp = timestampOf(instant);
  const { year, month, day, hour, minute: minutes, second } = partsOf(timestamp);
  const formatted: readonly Formatted[] = [
    ['yyyyMMddhhmmss', `${year}${month}${day}${onTwelveHourClock(hour)}${minutes}${second}`],
    ['yyyymmddHHmmss', `${year}${minutes}${day}${hour}${minutes}${second}`],
    ['yyyyMMddHHMMss', `${year}${month}${day}${hour}${month}${second}`],
    ['yyyymmddHHMMss', `${year}${minutes}${day}${hour}${month}${second}`],
    ['yyyyddMMHHmmss', `${year}${day}${month}${hour}${minutes}${second}`],
    ['yyMMddHHmmss', timestamp.slice(2)],
    ['yyyyMMddHHmm', timestamp.slice(0, 12)],
  ];
  return formatted.filter(([, text]) => text !== timestamp);
}

/** What a clock at this offset shows. */
function wallClock(instant: number, offset: number, dash: string, between: string): string {
  const shown = partsOf(timestampOf(instant + (offset - china) * minute));
  return `${shown.year}${dash}${shown.month}${dash}${shown.day}${between}${shown.hour}:${shown.minute}:${shown.second}`;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** How ISO 8601 ends at an offset: without it, and in each way to write it. */
function endsOf(offset: number): readonly string[] {
  const sign = offset < 0 ? '-' : '+';
  const hours = twoDigits(Math.floor(Math.abs(offset) / 60));
  const minutes = twoDigits(Math.abs(offset) % 60);
  return ['', ...(offset === 0 ? ['Z'] : []), `${sign}${hours}:${minutes}`, `${sign}${hours}${minutes}`];
}

/** An instant of whole seconds in every format that shows by itself what it means, the milliseconds aside. */
export function* spelledOut(second: number): Iterable<string> {
  yield String(second / 1000);
  yield wallClock(second, china, '/', ' ');
  for (const offset of offsets) {
    const withT = wallClock(second, offset, '-', 'T');
    const withSpace = wallClock(second, offset, '-', ' ');
    for (const end of endsOf(offset)) yield* [withT + end, withSpace + end];
  }
}

/** The same with every millisecond of the second, where clocks are at UTC or the provider's. */
export function* spelledOutFiner(second: number): Iterable<string> {
  const iso = [0, china].flatMap((offset) =>
    endsOf(offset).map((end) => [`${wallClock(second, offset, '-', 'T')}.`, end] as const),
  );
  const around = [
    [String(second / 1000), ''],
    [timestampOf(second), ''],
    [`${wallClock(second, china, '-', ' ')}.`, ''],
    ...iso,
  ] as const;
  for (let millisecond = 0; millisecond < millisecondsWritten; millisecond += 1) {
    const fraction = String(millisecond).padStart(3, '0');
    for (const [before, after] of around) yield before + fraction + after;
  }
}
