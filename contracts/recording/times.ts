import { offsetOf, readOffset } from './offset.js';
import { placeholder } from './placeholder.js';
import type { TimeNotation } from './time-notations.js';
import { timeNotations } from './time-notations.js';

/** Digits alone are a time only so near to the case, ms: an id that names an hour of these days is not to be expected. */
const near = 400 * 24 * 3_600_000;

/** A text with its times as they stand to the instant at which the case began: `<time:+24h yyyy-MM-dd HH:mm +08:00>`. */
export function withRelativeTimes(text: string, began: number, isOfTheCase: (value: string) => boolean): string {
  return timeNotations.reduce(
    (before, notation) =>
      before.replace(notation.shape, (found) => (isOfTheCase(found) ? found : relative(found, notation, began))),
    text,
  );
}

function relative(found: string, notation: TimeNotation, began: number): string {
  const instant = notation.read(found);
  if (instant === undefined) return found;
  if (notation.looksLikeAnId && Math.abs(instant - began) > near) return found;
  const { unit, name } = notation;
  return placeholder(`time:${offsetOf(cut(instant, unit) - cut(began, unit))} ${name}`);
}

/** What `<time:…>` is where the case began at this instant. Throws for one that nobody wrote. */
export function timeOf(name: string, began: number): string {
  const [, offset = '', written = ''] = /^time:(\S+) (.+)$/.exec(name) ?? [];
  const notation = timeNotations.find((each) => each.name === written);
  if (notation === undefined) throw new Error(`"${name}" is no time`);
  return notation.write(cut(began, notation.unit) + readOffset(offset));
}

const cut = (instant: number, unit: number): number => Math.floor(instant / unit) * unit;
