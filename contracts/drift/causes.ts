import { causeApartFromReadings } from './check-named.js';
import { explanations } from './explain.js';
import type { Wrong } from './explain.js';
import type { Cause, Mover } from './finding.js';
import type { Compared, Looked } from './looked.js';
import { partedAnswers, plannedIn, providersIn } from './looked.js';
import { truthOf } from './mover.js';
import { otherReadings, tryingOut } from './readings-tried.js';

/** A case with who moved in it; undefined when nobody did. */
export interface Judged {
  readonly looked: Looked;
  readonly moved: Mover | undefined;
}

/** Those for which the simulator would have to change. */
const isForSimulator = ({ moved }: Judged): boolean =>
  moved === 'simulator' || moved === 'provider' || moved === 'unsettled';

/** What the simulator would have to do otherwise, by the case's id. */
export async function causesOf(judged: readonly Judged[], compared: Compared): Promise<ReadonlyMap<string, Cause>> {
  const providers = providersIn(plannedIn(judged.map(({ looked }) => looked)));
  const causes = await Promise.all(
    Array.from(providers, (provider) => causesIn(provider, judged.filter(isOf(provider)), compared)),
  );
  return new Map(causes.flat());
}

const isOf =
  (provider: string) =>
  ({ looked }: Judged): boolean =>
    looked.planned.file.provider === provider;

/** The same among the cases of one provider. */
async function causesIn(
  provider: string,
  judged: readonly Judged[],
  { simulating, playing }: Compared,
): Promise<readonly (readonly [string, Cause])[]> {
  const moved = judged.filter(isForSimulator);
  const ways = await explanations({
    wrong: moved.flatMap(wrongOf),
    right: judged.filter((each) => each.moved === undefined).flatMap(wrongOf),
    others: otherReadings(provider, simulating),
    tryOut: tryingOut(provider, simulating, playing),
  });
  return moved.map(({ looked }) => {
    const readings = ways.get(looked.planned.id);
    const cause: Cause =
      readings === undefined
        ? causeApartFromReadings(provider, partedAnswers(looked), simulating)
        : { by: 'reading', ways: readings };
    return [looked.planned.id, cause];
  });
}

function wrongOf({ looked }: Judged): readonly Wrong[] {
  const truth = truthOf(looked);
  return truth === undefined ? [] : [{ ...looked, truth }];
}
