import { clearTimeout, setTimeout } from 'node:timers';
import { parseDuration } from '../../../contracts/durations.js';
import { type Answer, type Asked, badParameter, problemAnswer, type Taken } from './route.js';

const longest = 60_000;

/** How long to wait, ms: the parameter `timeout`. */
function readTimeout({ parameters }: Pick<Asked, 'parameters'>): Taken<number> {
  const duration = parseDuration(parameters.text('timeout') ?? 'PT5S');
  const says = duration.ok ? 'must not be longer than PT60S' : duration.says;
  if (duration.ok && duration.ms <= longest) return { ok: true, value: duration.ms };
  return { ok: false, answer: badParameter('timeout', says, 'Write an ISO 8601 duration of at most a minute: PT5S.') };
}

/** Keeps records, and calls the listener for each new one until the returned function is called. */
interface Recorder<Item extends Summary, Summary = Item> {
  /** The oldest that matches and is still kept. */
  find(matches: (item: Summary) => boolean): Item | undefined;
  onRecord(listener: (item: Item) => void): () => void;
}

/** The record to wait for, and the answer when none comes. */
interface Awaited<Summary> {
  readonly matches: (item: Summary) => boolean;
  /** Aborts when the server begins to close. */
  readonly closing: AbortSignal;
  readonly nothingCame: Answer;
}

/** The record that matches, made already or before the request's `timeout`; or what to answer instead. */
export async function waitForRecord<Item extends Summary, Summary>(
  recorder: Recorder<Item, Summary>,
  { parameters, hungUp }: Pick<Asked, 'parameters' | 'hungUp'>,
  { matches, closing, nothingCame }: Awaited<Summary>,
): Promise<Taken<Item>> {
  const timeout = readTimeout({ parameters });
  if (!timeout.ok) return timeout;
  const value =
    recorder.find(matches) ?? (await nextRecord(recorder, matches, { ms: timeout.value, until: [hungUp, closing] }));
  if (value !== undefined) return { ok: true, value };
  return { ok: false, answer: closing.aborted ? serverCloses : nothingCame };
}

/** The end of a wait. */
interface WaitLimits {
  readonly ms: number;
  /** When one of these aborts, waiting has become pointless. */
  readonly until: readonly AbortSignal[];
}

/** The next record that matches, or undefined when the wait ends first. It waits in real time, not by the space's clock. */
function nextRecord<Item extends Summary, Summary>(
  recorder: Recorder<Item, Summary>,
  matches: (item: Summary) => boolean,
  { ms, until }: WaitLimits,
): Promise<Item | undefined> {
  return new Promise((resolve) => {
    const end = (item?: Item): void => {
      clearTimeout(timer);
      stopListening();
      for (const signal of until) signal.removeEventListener('abort', giveUp);
      resolve(item);
    };
    const giveUp = (): void => {
      end();
    };
    const stopListening = recorder.onRecord((item) => {
      if (matches(item)) end(item);
    });
    // Unreferenced: a wait must not keep the process alive.
    const timer = setTimeout(giveUp, ms).unref();
    for (const signal of until) signal.addEventListener('abort', giveUp);
    if (until.some((signal) => signal.aborted)) giveUp();
  });
}

/** 503: the server stopped before anything came. */
export const serverCloses: Answer = problemAnswer(
  { status: 503, kind: 'conflict', says: 'The simulator is stopping.', fix: 'Start it again, then wait again.' },
  { Connection: 'close' },
);
