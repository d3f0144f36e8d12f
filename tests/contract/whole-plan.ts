import { beforeAll, describe, expect, test } from '@jest/globals';
import { readRecordings, searchFor } from '../../contracts/recording/index.js';
import type { Recording } from '../../contracts/recording/recording.js';
import { matchesContract } from '../../contracts/suite/assertions.js';
import { pairsIn } from '../../contracts/suite/pairs.js';
import { play } from '../../contracts/suite/runner.js';
import type { Run } from '../../contracts/suite/run/result.js';
import { createSimulator } from '../../simulator/index.js';
import { judge } from '../../simulator/platform/judge.js';
import { providers } from '../../simulator/providers/index.js';
import { suiteTarget } from '../../simulator/suite-target.js';
import { clock, everyCase } from '../recording/played.js';
import { worldSecrets } from '../recording/world-secrets.js';
import { contractJson, operationFolders } from './case-files.js';
import { type PlayedThreeWays, playedThreeWays } from './played-three-ways.js';
import { sampleOf } from './sample.js';

const verdictsOf = ({ results }: Run): ReadonlyMap<string, unknown> =>
  new Map(results.map(({ id, verdict }) => [id, verdict]));

const those = <Value>(
  byId: Readonly<Record<string, Value>>,
  ids: ReadonlySet<string>,
): Readonly<Record<string, Value>> => Object.fromEntries(Object.entries(byId).filter(([id]) => ids.has(id)));

/** A recording with its secrets numbered by the cases that it has: a part of a recording has the numbers of the whole. */
function renumbered(recording: Recording): unknown {
  const names = new Map<string, string>();
  const text = JSON.stringify(recording).replace(/(secret:[\w-]+):\d+/g, (name: string, kind: string) => {
    names.set(name, names.get(name) ?? `${kind}:${names.size + 1}`);
    return names.get(name) ?? name;
  });
  return JSON.parse(text);
}

/**
 * What is demanded of all cases of a provider, or of a sample of them. They are played once in each way, and everything is read
 * off that.
 */
export function describeWholePlan(provider: string, { isSample = false } = {}): void {
  const whole = everyCase.filter(({ file }) => file.provider === provider);
  const { inProcess: plan, inOtherWays } = isSample
    ? sampleOf(whole, provider)
    : { inProcess: whole, inOtherWays: whole };
  const idsInOtherWays = new Set(inOtherWays.map(({ id }) => id));
  const folders = operationFolders.filter((each) => each.provider === provider);

  describe(`every case of ${provider}`, () => {
    let played: PlayedThreeWays;
    let verdicts: Readonly<Record<'inProcess' | 'overHttp' | 'fromFiles', ReadonlyMap<string, unknown>>>;
    beforeAll(async () => {
      played = await playedThreeWays(plan, inOtherWays);
      const { inProcess, overHttp, fromFiles } = played;
      verdicts = {
        inProcess: verdictsOf(inProcess.run),
        overHttp: verdictsOf(overHttp.run),
        fromFiles: verdictsOf(fromFiles),
      };
    }, 300_000);

    test.each(plan)('$id', ({ id, contractCase }) => {
      const { inProcess, overHttp, fromFiles } = verdicts;
      const passed = { outcome: 'passed' };
      // A recording holds replies only.
      const replayed =
        contractCase.then.callbacks === undefined
          ? passed
          : { outcome: 'skipped', reason: expect.stringContaining('callbacks') as unknown };
      expect({
        inProcess: inProcess.get(id),
        overHttp: overHttp.get(id),
        fromFiles: fromFiles.get(id),
      }).toEqual({
        inProcess: passed,
        ...(idsInOtherWays.has(id) && { overHttp: passed, fromFiles: replayed }),
      });
    });

    test('is answered with the same bytes when seed, clock and requests are the same', () => {
      expect(Object.keys(played.inProcess.replies).sort()).toEqual(plan.map(({ id }) => id).sort());
      expect(played.overHttp.replies).toEqual(those(played.inProcess.replies, idsInOtherWays));
    });

    // Neither who is asked nor the key makes a difference to what was asked and answered, or to what it is played from.
    test('is recorded over HTTP as it is in process, but for the name of the target', () => {
      const { inProcess, overHttp } = played;
      const renamed = overHttp.recordings.map((recording, index) => {
        const { origin, target } = inProcess.recordings[index] ?? recording;
        expect(recording.target).not.toBe(target);
        return { ...recording, origin, target };
      });
      const sampled = inProcess.recordings.map((each) => ({ ...each, cases: those(each.cases, idsInOtherWays) }));
      expect(renamed.map(renumbered)).toEqual(sampled.map(renumbered));
    });

    test('changes no document when it refuses, and only then', () => {
      const seen = played.exchanges.map(({ exchange: { outcome }, changed }) => ({
        refused: outcome.source !== 'provider' || outcome.refusedBy !== undefined,
        changed,
      }));
      expect(seen.length).toBeGreaterThanOrEqual(plan.length);
      expect(seen.filter(({ refused, changed }) => refused && changed)).toEqual([]);
      expect(seen.some(({ changed }) => changed)).toBe(true);
    });

    test('is recorded without any secret of the world, however it might be written', () => {
      const search = searchFor([...worldSecrets, ...played.inProcess.secrets]);
      expect(worldSecrets.length).toBeGreaterThan(8);
      // Cases use the same credentials again and again, and their signatures are no secrets of the world.
      expect(played.inProcess.secrets.size).toBeGreaterThan(plan.length / 6);
      const texts = Object.entries(played.files);
      expect(texts.filter(([, text]) => search.isIn(text))).toEqual([]);
      expect(search.isIn(`${texts[0]?.[1] ?? ''}${worldSecrets[0] ?? ''}`)).toBe(true);
    });

    test('has its place in the file of its operation, and the file fits the schema', () => {
      const schema = contractJson('schemas/recording.schema.json') as object;
      const ids = readRecordings(played.files).flatMap(({ cases }) => Object.keys(cases));
      expect(ids.sort()).toEqual(plan.map(({ id }) => id).sort());
      expect(Object.keys(played.files).sort()).toEqual(
        folders.map(({ folder }) => `${provider}/${folder}.json`).sort(),
      );
      const recordings = Object.values(played.files).map((text) => JSON.parse(text) as object);
      for (const recording of recordings) expect(judge(schema, recording)).toEqual([]);
      expect(judge(schema, { ...recordings[0], version: 2 })).not.toEqual([]);
    });
  });

  describe.each(folders)('$provider $operation', ({ operation, cases }) => {
    test('answers with the earlier of two refusals, for any two that one request can cause', async () => {
      const order = providers.find(({ name }) => name === provider)?.endpoints[operation]?.checks.list ?? [];
      const pairs = pairsIn(
        cases,
        order.map(({ name }) => name),
      );
      // A login has too few checks to have more pairs than checks.
      expect(pairs.length).toBeGreaterThan(order.length > 5 ? order.length : 0);
      const target = suiteTarget(createSimulator({ clock }));
      const failed: object[] = [];
      for (const pair of pairs) {
        const verdict = await play(cases, pair, { target, fits: matchesContract });
        if (verdict.outcome !== 'passed') failed.push({ name: pair.name, ...verdict });
      }
      expect(failed).toEqual([]);
    });
  });
}
