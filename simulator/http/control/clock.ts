import type { ClockMode, SpaceClock } from '../../core/state/clock.js';
import type { Problem } from '../../core/state/world.js';
import type { Dispatcher } from '../callbacks/dispatcher.js';
import { type Answer, type Asked, invalidAnswer, jsonAnswer, problemAnswer, type Route } from './route.js';
import { latestViews } from './attempt-view.js';
import { parseDuration } from '../../../contracts/durations.js';
import { defaultViewing } from './journal.js';
import { earliestInstant, formatInstant, latestInstant, parseInstant } from './instants.js';
import { serverCloses } from './wait.js';

/** A clock as it is shown: the instant at +08:00, and whether it runs. */
export function clockView(clock: SpaceClock): { readonly now: string; readonly mode: ClockMode } {
  return { now: formatInstant(clock.now()), mode: clock.mode() };
}

const description = async () => (await import('./clock.openapi.json', { with: { type: 'json' } })).default;

interface Settings {
  readonly dispatcher: Dispatcher;
  /** Aborts when the server begins to close. */
  readonly closing: AbortSignal;
}

/** Reads, sets and advances a space's clock. Advancing it delivers the events that come due. */
export const clockRoutes = ({ dispatcher, closing }: Settings): readonly Route[] => [
  { method: 'get', path: '/clock', description, answer: ({ space }) => jsonAnswer(clockView(space.clock)) },
  {
    method: 'put',
    path: '/clock',
    description,
    async answer(asked) {
      const body = await asked.validJson();
      if (!body.ok) return body.answer;
      if (dispatcher.isAdvancing(asked.space)) return isBeingMoved;
      const problem = setTo(asked.space.clock, body.value as ClockUpdate);
      return problem === undefined ? jsonAnswer(clockView(asked.space.clock)) : invalid(asked, problem);
    },
  },
  {
    method: 'post',
    path: '/clock/advance',
    description,
    async answer(asked) {
      const { space } = asked;
      const body = await asked.validJson();
      if (!body.ok) return body.answer;
      const { by } = body.value as { readonly by: string };
      const step = stepBy(space.clock, by);
      if (!step.ok) return invalid(asked, { pointer: '/by', says: step.says });
      const { attempts, arrived } = await dispatcher.advance(space, step.ms);
      if (!arrived) return closing.aborted ? serverCloses : beganAnew;
      const shown = await latestViews(attempts, defaultViewing(space));
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
  fix: 'Move the clock of the space as it is now. Reset a space only when no other test uses it.',
});

const invalid = ({ space }: Asked, problem: Problem): Answer => invalidAnswer('clock', [problem], space.redactor());

const bounds = `${formatInstant(earliestInstant)} and ${formatInstant(latestInstant)}`;

/** A body that the schema ClockUpdate allows. */
interface ClockUpdate {
  readonly now?: string;
  readonly mode?: ClockMode;
}

function setTo(clock: SpaceClock, { now, mode = clock.mode() }: ClockUpdate): Problem | undefined {
  const instant = now === undefined ? clock.now() : parseInstant(now);
  if (instant === undefined) return { pointer: '/now', says: notAnInstant };
  clock.set(instant, mode);
  return undefined;
}

const notAnInstant =
  'must be a real instant in ISO 8601 with its offset, such as "2026-11-21T12:00:00+08:00", between ' + bounds;

/** How far to move the clock, ms, or why it cannot be moved so far. */
type Step = { readonly ok: true; readonly ms: number } | { readonly ok: false; readonly says: string };

function stepBy(clock: SpaceClock, by: string): Step {
  const duration = parseDuration(by);
  if (!duration.ok) {
    return { ok: false, says: `${duration.says}. The clock only advances; PUT /_simulator/clock sets any instant` };
  }
  if (clock.now() + duration.ms <= latestInstant) return duration;
  return { ok: false, says: `leads past the end of the clock, which runs between ${bounds}` };
}
