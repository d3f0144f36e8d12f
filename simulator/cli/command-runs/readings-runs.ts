import { say } from '../../../contracts/messages.js';
import type { AnyChosen } from '../../core/pipeline/reading.js';
import type { Provider } from '../../core/provider.js';
import { BadUse, orThese, chooseProviders } from '../shared/flags.js';

/** One reading with another answer than the default; all others have the default. */
export interface Trial {
  readonly provider: string;
  readonly reading: string;
  readonly answer: string;
}

/** The name of a trial for the command: `ytx/validity=10min`. */
export const nameOf = ({ provider, reading, answer }: Trial): string => `${provider}/${reading}=${answer}`;

/** The readings of a trial's simulator that differ from the defaults, by provider. */
export const readingsOf = ({ provider, reading, answer }: Trial): Readonly<Record<string, AnyChosen>> => ({
  [provider]: { [reading]: answer },
});

/** What to try: the readings of one provider only, or only those named, `validity` or `ytx/validity`. */
export interface ReadingSelection {
  readonly provider?: string;
  readonly reading?: readonly string[];
}

/** Every other answer of the selected readings, in the order of their catalogues; throws `BadUse`. */
export function trialsOf(providers: readonly Provider[], selection: ReadingSelection): readonly Trial[] {
  const all = chooseProviders(selection.provider, providers).flatMap(entriesOf);
  const wanted = selection.reading ?? all.map(({ full }) => full);
  for (const written of wanted) if (!all.some(isCalled(written))) throw noSuchReading(written, all);
  return all.filter((entry) => wanted.some((written) => isCalled(written)(entry))).flatMap(({ trials }) => trials);
}

/** A reading under both its names, `validity` and `ytx/validity`. */
interface Entry {
  readonly short: string;
  readonly full: string;
  readonly trials: readonly Trial[];
}

function entriesOf({ name: provider, readings }: Provider): readonly Entry[] {
  return Object.entries(readings).map(([reading, { options, default: usual }]) => {
    const others = Object.keys(options).filter((answer) => answer !== usual);
    const trials = others.map((answer) => ({ provider, reading, answer }));
    return { short: reading, full: `${provider}/${reading}`, trials };
  });
}

const isCalled =
  (written: string) =>
  ({ short, full }: Entry): boolean =>
    written === short || written === full;

function noSuchReading(written: string, all: readonly Entry[]): BadUse {
  const names = all.map(({ short, full }) => (written.includes('/') ? full : short));
  return new BadUse(say`unknown reading "${written}"; ${orThese(written, names)}`);
}
