import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { english } from '../../contracts/messages.js';
import schema from '../../contracts/schemas/validation.schema.json' with { type: 'json' };
import { checksReportAt } from '../../simulator/cli/checks.js';
import { readRecords, writeRecords } from '../../simulator/cli/validation/record-files.js';
import { checksReport } from '../../simulator/checks-report/json.js';
import { ownRecords } from '../../simulator/checks-report/proof.js';
import { judge } from '../../simulator/platform/judge.js';
import { providers } from '../../simulator/providers/index.js';
import { folderWith, tidyUp, top } from '../support/cli.js';
import { aboutRun, type MadeUp, planned, refused, runOf, secret } from './real-run.js';

afterAll(tidyUp);

const day = 24 * 3_600_000;
const began = Date.parse('2026-11-21T12:00:00+08:00');

const checks = (now: number, flags: Parameters<typeof checksReportAt>[1]) => checksReportAt(now, flags, { cwd: top });

/** A folder into which a made-up run of one case has been written. */
async function folderAfter(madeUp: MadeUp = {}): Promise<string> {
  const folder = folderWith();
  const plan = await planned(refused);
  await writeRecords({ folder, cwd: top }, runOf(plan, madeUp), aboutRun(plan));
  return folder;
}

describe('the checks report', () => {
  test('counts 0 validated: no run against a real provider exists yet', async () => {
    const json = await checksReport(providers);
    expect(Object.keys(json)).toEqual(['ytx', 'xylink']);
    for (const { totals } of Object.values(json)) expect(totals.validated).toBe(0);
    expect((await checks(began, {})).said.match(/, 0 validated$/gm)).toHaveLength(2);
  });

  test('counts what the user’s own records show, with their age', async () => {
    const { said } = await checks(began + 12 * day, { validation: await folderAfter() });
    expect(said).toMatch(/^ytx\/application-is-online .* validated 12 days ago$/m);
    expect(said).toMatch(/^ytx: .*, 1 validated$/m);
    expect(said).toMatch(/^xylink: .*, 0 validated$/m);
  });

  test('as JSON names the case and the hour', async () => {
    const { said } = await checks(began, { validation: await folderAfter(), json: true });
    const { ytx } = JSON.parse(said) as Awaited<ReturnType<typeof checksReport>>;
    expect(ytx?.totals.validated).toBe(1);
    expect(ytx?.checks.find(({ check }) => check === 'ytx/application-is-online')?.validated).toEqual({
      case: refused,
      when: '2026-11-21T12:00:00.000+08:00',
    });
  });

  test('warns of records that are older than they may be, and not a moment before', async () => {
    const validation = await folderAfter();
    const at = async (now: number) =>
      (await checks(now, { validation, staleAfter: 90 * day })).warnings.map((each) => english(each));
    expect(await at(began + 90 * day)).toEqual([]);
    expect(await at(began + 90 * day + 1)).toEqual([
      `ytx: 1 validation record is older than 90 days; the oldest, of 2026-11-21, is "${refused}"`,
    ]);
    expect((await checks(began + 1000 * day, { validation })).warnings).toEqual([]);
  });

  test('is not moved by a run against a stand-in, which writes nothing', async () => {
    const folder = await folderAfter({ origin: 'stand-in' });
    expect(await readRecords({ folder, cwd: top }, 'ytx')).toEqual([]);
  });
});

describe('a file of records', () => {
  test('is as its schema says, and holds nothing that signs', async () => {
    const text = readFileSync(`${await folderAfter()}/ytx.json`, 'utf8');
    expect(judge(schema, JSON.parse(text))).toEqual([]);
    expect(text).not.toContain(secret);
  });

  test('of this package is as the schema says too', () => {
    for (const { name } of providers) {
      const file = new URL(`../../fixtures/validation/${name}.json`, import.meta.url);
      const value = JSON.parse(readFileSync(file, 'utf8')) as { readonly provider: string };
      expect(judge(schema, value)).toEqual([]);
      expect(value.provider).toBe(name);
      expect(ownRecords(name).filter(({ origin }) => origin !== 'provider')).toEqual([]);
    }
  });

  test.each(['no JSON', '{"version":1,"provider":"ytx","records":[{"case":"x"}]}'])(
    'is refused by its name when it is %s',
    async (text) => {
      const folder = folderWith();
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/ytx.json`, text);
      await expect(checks(began, { validation: folder })).rejects.toThrow(
        `${folder}/ytx.json is not a file of validation`,
      );
    },
  );
});
