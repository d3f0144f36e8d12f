import type { ClockMode, SpaceClock } from '../../core/clock.js';
import type { Problem } from '../../core/world.js';
import { isJsonObject, pointerTo } from '../../core/json.js';
import type { Answer } from './answer.js';
import { invalidAnswer, jsonAnswer } from './answer.js';
import { parseDuration } from './durations.js';
import { earliestInstant, formatInstant, latestInstant, parseInstant } from './instants.js';
import type { Asked, Route } from './route.js';

/** A clock as it is shown: the instant at +08:00, and whether it runs. */
export function clockView(clock: SpaceClock): { readonly now: string; readonly mode: ClockMode } {
  return { now: formatInstant(clock.now()), mode: clock.mode() };
}

/** Reads, sets and moves a space's clock. */
export const clockRoutes: readonly Route[] = [
  { method: 'get', path: '/clock', answer: ({ space }) => jsonAnswer(clockView(space.clock)) },
  { method: 'put', path: '/clock', answer: (asked) => taking(asked, setTo) },
  { method: 'post', path: '/clock/advance', answer: (asked) => taking(asked, advance) },
];

/** Does what the body says to the clock, or tells what is wrong with the body. */
async function taking(
  { space, json }: Asked,
  act: (clock: SpaceClock, members: Readonly<Record<string, unknown>>) => readonly Problem[],
): Promise<Answer> {
  const body = await json();
  if (!body.ok) return body.answer;
  const problems = isJsonObject(body.value) ? act(space.clock, body.value) : [notAnObject];
  return problems.length > 0 ? invalidAnswer('clock', problems, space.redactor()) : jsonAnswer(clockView(space.clock));
}

const notAnObject = { pointer: '', says: 'must be an object' };
const bounds = `${formatInstant(earliestInstant)} and ${formatInstant(latestInstant)}`;
const isMode = (value: unknown): value is ClockMode => value === 'running' || value === 'frozen';

function setTo(clock: SpaceClock, members: Readonly<Record<string, unknown>>): readonly Problem[] {
  const now = 'now' in members ? instantIn(members['now']) : clock.now();
  const mode = 'mode' in members ? members['mode'] : clock.mode();
  const problems = strangers(members, ['now', 'mode']);
  if (Object.keys(members).length === 0) problems.push({ pointer: '', says: 'must hold now, mode or both' });
  if (now === undefined) problems.push({ pointer: '/now', says: notAnInstant });
  if (!isMode(mode)) problems.push({ pointer: '/mode', says: 'must be "running" or "frozen"' });
  if (problems.length === 0 && now !== undefined && isMode(mode)) clock.set(now, mode);
  return problems;
}

const notAnInstant =
  'must be a real instant in ISO 8601 with its offset, such as "2026-11-21T12:00:00+08:00", between ' + bounds;

function instantIn(value: unknown): number | undefined {
  return typeof value === 'string' ? parseInstant(value) : undefined;
}

function advance(clock: SpaceClock, members: Readonly<Record<string, unknown>>): readonly Problem[] {
  const problems = strangers(members, ['by']);
  const { by } = members;
  const duration = parseDuration(typeof by === 'string' ? by : '');
  if (!duration.ok) {
    const says = by === undefined ? 'is missing; add a duration such as "PT25H"' : duration.says;
    return [
      ...problems,
      { pointer: '/by', says: `${says}. Time does not run backwards here: PUT /clock sets any instant` },
    ];
  }
  if (clock.now() + duration.ms > latestInstant) {
    problems.push({ pointer: '/by', says: `leads past the end of the clock, which runs between ${bounds}` });
  }
  if (problems.length === 0) clock.advance(duration.ms);
  return problems;
}

function strangers(members: Readonly<Record<string, unknown>>, known: readonly string[]): Problem[] {
  const says = `is not known here; take it out, or use: ${known.join(', ')}`;
  const unknown = Object.keys(members).filter((member) => !known.includes(member));
  return unknown.map((member) => ({ pointer: pointerTo(member), says }));
}
