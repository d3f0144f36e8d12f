import type { ClockMode, SpaceClock } from '../../core/state/clock.js';
import type { Problem } from '../../core/state/world.js';
import { isJsonObject, pointerTo } from '../../../contracts/json.js';
import type { Dispatcher } from '../callbacks/dispatcher.js';
import { type Answer, type Asked, invalidAnswer, jsonAnswer, problemAnswer, type Route, type Taken } from './route.js';
import { latestViews } from './attempt-view.js';
import { parseDuration } from '../../../contracts/durations.js';
import { viewingOf } from './journal.js';
import { earliestInstant, formatInstant, latestInstant, parseInstant } from './instants.js';
import { serverCloses } from './wait.js';

/** A clock as it is shown: the instant at +08:00, and whether it runs. */
export function clockView(clock: SpaceClock): { readonly now: string; readonly mode: ClockMode } {
  return { now: formatInstant(clock.now()), mode: clock.mode() };
}

interface Settings {
  readonly dispatcher: Dispatcher;
  /** Aborts when the server begins to close. */
  readonly closing: AbortSignal;
}

/** Reads, sets and moves a space's clock; receivers are told what comes due while it is moved. */
export const clockRoutes = ({ dispatcher, closing }: Settings): readonly Route[] => [
  { method: 'get', path: '/clock', answer: ({ space }) => jsonAnswer(clockView(space.clock)) },
  {
    method: 'put',
    path: '/clock',
    async answer(asked) {
      const body = await membersIn(asked);
      if (!body.ok) return body.answer;
      if (dispatcher.isAdvancing(asked.space)) return isBeingMoved;
      const problems = setTo(asked.space.clock, body.value);
      return problems.length > 0 ? invalid(asked, problems) : jsonAnswer(clockView(asked.space.clock));
    },
  },
  {
    method: 'post',
    path: '/clock/advance',
    async answer(asked) {
      const { space } = asked;
      const body = await membersIn(asked);
      if (!body.ok) return body.answer;
      const step = stepIn(space.clock, body.value);
      if (!step.ok) return invalid(asked, step.problems);
      const { attempts, arrived } = await dispatcher.advance(space, step.ms);
      if (!arrived) return closing.aborted ? serverCloses : beganAnew;
      const shown = await latestViews(attempts, viewingOf(space, 'full'));
      return jsonAnswer({ ...clockView(space.clock), ...shown });
    },
  },
];

const isBeingMoved = problemAnswer({
  status: 409,
  kind: 'conflict',
  says: 'The clock of this space is being moved by POST /clock/advance. Nothing was changed.',
  fix: 'Wait for its answer, or POST /_simulator/reset, which ends it.',
});

const beganAnew = problemAnswer({
  status: 409,
  kind: 'conflict',
  says: 'The space was reset, or removed, while its clock was being moved.',
  fix: 'Move the clock of the space as it is now, and let one part of your tests reset a space that another one uses no more.',
});

type Members = Readonly<Record<string, unknown>>;

async function membersIn(asked: Asked): Promise<Taken<Members>> {
  const body = await asked.json();
  if (!body.ok) return body;
  if (!isJsonObject(body.value)) return { ok: false, answer: invalid(asked, [notAnObject]) };
  return { ok: true, value: body.value };
}

const invalid = ({ space }: Asked, problems: readonly Problem[]): Answer =>
  invalidAnswer('clock', problems, space.redactor());

const notAnObject = { pointer: '', says: 'must be an object' };
const bounds = `${formatInstant(earliestInstant)} and ${formatInstant(latestInstant)}`;
const isMode = (value: unknown): value is ClockMode => value === 'running' || value === 'frozen';

function setTo(clock: SpaceClock, members: Members): readonly Problem[] {
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

/** How far the clock is to be moved, ms, or all that is wrong with what was said of it. */
type Step = { readonly ok: true; readonly ms: number } | { readonly ok: false; readonly problems: readonly Problem[] };

function stepIn(clock: SpaceClock, members: Members): Step {
  const problems = strangers(members, ['by']);
  const { by } = members;
  const duration = parseDuration(typeof by === 'string' ? by : '');
  if (!duration.ok) {
    const reason = by === undefined ? 'is missing; add a duration such as "PT25H"' : duration.says;
    const says = `${reason}. Time does not run backwards here: PUT /clock sets any instant`;
    return { ok: false, problems: [...problems, { pointer: '/by', says }] };
  }
  if (clock.now() + duration.ms > latestInstant) {
    problems.push({ pointer: '/by', says: `leads past the end of the clock, which runs between ${bounds}` });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, ms: duration.ms };
}

function strangers(members: Members, known: readonly string[]): Problem[] {
  const says = `is unknown here; remove it, or use: ${known.join(', ')}`;
  const unknown = Object.keys(members).filter((member) => !known.includes(member));
  return unknown.map((member) => ({ pointer: pointerTo(member), says }));
}
