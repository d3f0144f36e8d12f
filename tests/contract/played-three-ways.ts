import { type Captured, capturing } from '../../contracts/recording/capture.js';
import { readRecordings, type Recorded, recordingFiles } from '../../contracts/recording/index.js';
import { matchesContract } from '../../contracts/suite/assertions.js';
import { overHttp } from '../../contracts/suite/targets/http.js';
import type { PlannedCase } from '../../contracts/suite/run/plan.js';
import type { Run } from '../../contracts/suite/run/result.js';
import type { Target } from '../../contracts/suite/target.js';
import type { Exchange } from '../../simulator/core/requests/handle-request.js';
import type { Space } from '../../simulator/core/state/space.js';
import { createSimulator, type Simulator } from '../../simulator/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { clock, recorded, replayed } from '../recording/played.js';
import { fits } from './case-files.js';

/** A run with its recordings, and the replies of each case byte for byte, logins included, by the case's id. */
interface RecordedRun extends Recorded {
  readonly replies: Readonly<Record<string, readonly string[]>>;
}

/** An exchange of the run in process, and whether it changed a document of its space. */
interface SeenExchange {
  readonly exchange: Exchange;
  readonly changed: boolean;
}

/** The cases of a plan, played in three ways. All that is demanded of a whole plan is read off these runs. */
export interface PlayedThreeWays {
  readonly inProcess: RecordedRun;
  readonly exchanges: readonly SeenExchange[];
  /** By another simulator and another key, many cases at once. */
  readonly overHttp: RecordedRun;
  /** The files of what was recorded in process, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** From those files, on another day. */
  readonly fromFiles: Run;
}

/** Plays each case once in process, and those of another plan once from their recordings and once over HTTP. */
export async function playedThreeWays(
  plan: readonly PlannedCase[],
  inOtherWays: readonly PlannedCase[],
): Promise<PlayedThreeWays> {
  const exchanges: SeenExchange[] = [];
  const watched = watchedTarget(createSimulator({ clock }), (seen) => exchanges.push(seen));
  // The schemas as they stand in the files judge here, the validators that are made from them over HTTP.
  const inProcess = await withReplies(plan, watched, { key: 'any key', fits });
  const files = recordingFiles(inProcess);
  const fromFiles = await replayed(inOtherWays, readRecordings(files));

  const listening = await createSimulator({ clock }).listen(0);
  let spaces = 0;
  const http = overHttp(listening.url, () => `case-${(spaces += 1)}`);
  try {
    const there = await withReplies(inOtherWays, http, { key: 'another key', fits: matchesContract });
    return { inProcess, exchanges, overHttp: there, files, fromFiles };
  } finally {
    await listening.close();
  }
}

async function withReplies(
  plan: readonly PlannedCase[],
  target: Target,
  options: Parameters<typeof recorded>[2],
): Promise<RecordedRun> {
  const captured = new Map<string, Captured>();
  const run = await recorded(plan, capturing(target, captured), options);
  const replies = Array.from(captured, ([id, { exchanges }]) => [
    id,
    exchanges.map(({ reply: { status, body } }) => `${status} ${Buffer.from(body).toString('latin1')}`),
  ]);
  return { ...run, replies: Object.fromEntries(replies) as RecordedRun['replies'] };
}

/** A simulator whose every exchange is shown to `watch`. */
function watchedTarget(simulator: Simulator, watch: (seen: SeenExchange) => void): Target {
  const target = suiteTarget(simulator);
  const documentsOf = ({ documents }: Space): string =>
    JSON.stringify(documents.kinds().map((kind) => [...documents.all(kind)]));
  return {
    ...target,
    begin(situation) {
      const session = target.begin(situation);
      // In the same turn: the space that was used last is this session's.
      const space = simulator.spaces.getOrCreate(simulator.spaces.names().at(-1));
      let before = documentsOf(space);
      space.journal.onRecord(({ exchange }) => {
        const after = documentsOf(space);
        watch({ exchange, changed: after !== before });
        before = after;
      });
      return session;
    },
  };
}
