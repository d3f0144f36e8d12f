import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readRecordings, recordingFiles, searchFor } from '../../contracts/recording/index.js';
import type { Recorded, Recording } from '../../contracts/recording/index.js';
import { overHttp } from '../../contracts/suite/http-target.js';
import type { Listening } from '../../simulator/index.js';
import { createSimulator } from '../../simulator/index.js';
import { judge } from '../../simulator/platform/judge.js';
import { contractJson } from '../contract/case-files.js';
import { clock, endings, everyCase, recorded, replayed } from './played.js';
import { worldSecrets } from './world-secrets.js';

/** All cases are played several times here, on machines that may be busy with something else. */
const patience = 60_000;

const schema = contractJson('schemas/recording.schema.json') as object;

/** What of a recording is played again. */
const played = ({ cases, cast, forms }: Recording) => ({ cases, cast, forms });

describe('every contract case', () => {
  let listening: Listening;
  let inProcess: Recorded;
  let files: Readonly<Record<string, string>>;
  beforeAll(async () => {
    listening = await createSimulator({ clock }).listen(0);
    inProcess = await recorded(everyCase);
    files = recordingFiles(inProcess);
  }, patience);
  afterAll(() => listening.close());

  test(
    'ends in process as it does from the recording, read from its files again',
    async () => {
      const again = await replayed(everyCase, readRecordings(files));
      expect(endings(again)).toEqual(endings(inProcess.run));
      expect(new Set(Object.values(endings(again)))).toEqual(new Set(['passed']));
      expect(again.results).toHaveLength(everyCase.length);
    },
    patience,
  );

  test(
    'ends over HTTP as it does in process, and is recorded there as here',
    async () => {
      let spaces = 0;
      const target = overHttp(listening.url, () => `recorded-${(spaces += 1)}`);
      const there = await recorded(everyCase, target);
      expect(endings(there.run)).toEqual(endings(inProcess.run));
      // Who answers makes no difference to what was asked and answered, nor to what it is played again from.
      expect(there.recordings.map(played)).toEqual(inProcess.recordings.map(played));
    },
    patience,
  );

  test(
    'is recorded in the same bytes when it is recorded again, whatever the key',
    async () => {
      const again = await recorded(everyCase, undefined, 'another key');
      expect(recordingFiles(again)).toEqual(files);
    },
    patience,
  );

  test('is recorded without any secret of the world, however it might be written', () => {
    const search = searchFor([...worldSecrets, ...inProcess.secrets]);
    expect(worldSecrets.length).toBeGreaterThan(8);
    expect(inProcess.secrets.size).toBeGreaterThan(100);
    expect(Object.entries(files).filter(([, text]) => search.isIn(text))).toEqual([]);
    expect(search.isIn(`${files['ytx/create-meeting.json'] ?? ''}${worldSecrets[0] ?? ''}`)).toBe(true);
  });

  test('has its place in the file of its operation, and the file fits the schema', () => {
    const ids = readRecordings(files).flatMap(({ cases }) => Object.keys(cases));
    expect(ids.sort()).toEqual(everyCase.map(({ id }) => id).sort());
    expect(Object.keys(files)).toContain('xylink/create-groups.json');
    for (const text of Object.values(files)) expect(judge(schema, JSON.parse(text))).toEqual([]);
    expect(judge(schema, { ...JSON.parse(files['ytx/create-meeting.json'] ?? ''), version: 2 })).not.toEqual([]);
  });
});
