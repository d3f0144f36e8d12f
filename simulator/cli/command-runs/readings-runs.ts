import { say } from '../../../contracts/messages.js';
import { type AnyReadingOptions, profileKey } from '../../core/pipeline/reading.js';
import type { Provider } from '../../core/provider.js';
import { BadUse, orThese, chooseProviders } from '../shared/flags.js';

/**
 * One reading with another option than the default, or a profile under the name `profile`; all others have the default.
 */
export interface Trial {
  readonly provider: string;
  readonly reading: string;
  readonly option: string;
}

/** The name of a trial for the command: `ytx/validity=10min`. */
export const nameOf = ({ provider, reading, option }: Trial): string => `${provider}/${reading}=${option}`;

/** The readings of a trial's simulator that differ from the defaults, by provider. */
export const readingsOf = ({ provider, reading, option }: Trial): Readonly<Record<string, AnyReadingOptions>> => ({
  [provider]: { [reading]: option },
});

/** What to try: the readings of one provider only, or only those named, `validity` or `ytx/validity`. */
export interface ReadingSelection {
  readonly provider?: string;
  readonly reading?: readonly string[];
}

/** Whether a trial is of a profile, not of a single reading. */
export const isOfProfile = ({ reading }: Trial): boolean => reading === profileKey;

/** Every other option of the selected readings in the order of their catalogues, then the profiles; throws `BadUse`. */
export function trialsOf(providers: readonly Provider[], selection: ReadingSelection): readonly Trial[] {
  const all = chooseProviders(selection.provider, providers).flatMap(entriesOf);
  const wanted = selection.reading ?? all.map(({ full }) => full);
  for (const written of wanted) if (!all.some(isCalled(written))) throw noSuchReading(written, all);
  return all.filter((entry) => wanted.some((written) => isCalled(written)(entry))).flatMap(({ trials }) => trials);
}

/** A reading, or the profiles of a provider, under both its names, `validity` and `ytx/validity`. */
interface Entry {
  readonly short: string;
  readonly full: string;
  readonly trials: readonly Trial[];
}

function entriesOf({ name: provider, readings, readingProfiles = {} }: Provider): readonly Entry[] {
  const entry = (reading: string, options: readonly string[]): Entry => ({
    short: reading,
    full: `${provider}/${reading}`,
    trials: options.map((option) => ({ provider, reading, option })),
  });
  const ofReadings = Object.entries(readings).map(([reading, { options, default: usual }]) =>
    entry(
      reading,
      Object.keys(options).filter((option) => option !== usual),
    ),
  );
  return [...ofReadings, entry(profileKey, Object.keys(readingProfiles))];
}

const isCalled =
  (written: string) =>
  ({ short, full }: Entry): boolean =>
    written === short || written === full;

function noSuchReading(written: string, all: readonly Entry[]): BadUse {
  const names = all.map(({ short, full }) => (written.includes('/') ? full : short));
  return new BadUse(say`unknown reading "${written}"; ${orThese(written, names)}`);
}
