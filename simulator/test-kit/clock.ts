import type { SpaceControl } from './control.js';
import type { AdvancedClock, ClockState, ClockUpdate } from './generated.js';

/** The clock of a space. Instants are ISO 8601 with an offset, or ms since the epoch; durations are ISO 8601: `PT25H`. */
export interface ClockControl {
  readonly get: () => Promise<ClockState>;
  /** Sets the instant, the mode or both. */
  readonly set: (to: ClockUpdate) => Promise<ClockState>;
  /** Stops it, at `now` or where it is. */
  readonly freeze: (at?: { readonly now?: string | number }) => Promise<ClockState>;
  /** Lets it run with real time. */
  readonly run: () => Promise<ClockState>;
  /** Moves it on, and delivers the callbacks that come due on the way, in order; resolves when they are delivered. */
  readonly advance: (step: { readonly by: string }) => Promise<AdvancedClock>;
  /** Its instant as last known, ms since the epoch: what this interface was answered, and real time since if it runs. */
  readonly now: () => number;
}

/** The clock of the space that `control` leads to. `machineNow` is real time, ms since the epoch. */
export function spaceClock({ call }: SpaceControl, machineNow: () => number = Date.now): ClockControl {
  let known = { at: machineNow(), offset: 0, isFrozen: false };
  const learn = <State extends ClockState>(state: State): State => {
    const at = Date.parse(state.now);
    known = { at, offset: at - machineNow(), isFrozen: state.mode === 'frozen' };
    return state;
  };
  const set = async (to: ClockUpdate): Promise<ClockState> =>
    learn(await call<ClockState>({ method: 'PUT', path: '/clock', body: to }));
  return {
    get: async () => learn(await call<ClockState>({ method: 'GET', path: '/clock' })),
    set,
    freeze: ({ now } = {}) => set({ mode: 'frozen', ...(now !== undefined && { now: instantText(now) }) }),
    run: () => set({ mode: 'running' }),
    advance: async ({ by }) =>
      learn(await call<AdvancedClock>({ method: 'POST', path: '/clock/advance', body: { by } })),
    now: () => (known.isFrozen ? known.at : machineNow() + known.offset),
  };
}

const instantText = (now: string | number): string => (typeof now === 'string' ? now : new Date(now).toISOString());
