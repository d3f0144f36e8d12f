import { describe, expect, test } from '@jest/globals';
import { type Ended, type Means, runAll } from '../../../simulator/cli/command-runs/run-all.js';
import {
  isOfProfile,
  nameOf,
  readingsOf,
  type Trial,
  trialsOf,
} from '../../../simulator/cli/command-runs/readings-runs.js';
import { reportJson, reportText } from '../../../simulator/cli/matrix.js';
import { createSimulator } from '../../../simulator/index.js';
import { providers } from '../../../simulator/providers/index.js';

const noon = Date.UTC(2026, 10, 21, 4);
const well: Ended = { exitCode: 0, signal: null, timedOut: false, output: '' };

/** Means with which nothing is spawned: `run` stands for the command. */
function meansWith(
  run: Means<Trial>['run'],
  stop = new AbortController().signal,
): Means<Trial> & { readonly said: readonly string[] } {
  const said: string[] = [];
  return {
    said,
    run,
    stop,
    simulatorFor: (trial) =>
      createSimulator({ clock: { now: () => noon }, ...(trial && { readings: readingsOf(trial) }) }),
    nameOf,
    progress: {
      begins: () => undefined,
      ends: (result, output) => said.push(result, ...output),
      close: () => undefined,
    },
  };
}

/** The options in force in the space at this URL. */
async function optionsAt(url: string): Promise<Readonly<Record<string, string>>> {
  const view = (await (await fetch(`${url}/_simulator/readings`)).json()) as Record<
    string,
    Record<string, { readonly option: string; readonly default: string }>
  >;
  const all = Object.entries(view).flatMap(([provider, part]) =>
    Object.entries(part).map(([name, { option, default: usual }]) => ({ name: `${provider}/${name}`, option, usual })),
  );
  return Object.fromEntries(
    all.filter(({ option, usual }) => option !== usual).map(({ name, option }) => [name, option]),
  );
}

const asked = async (url: string): Promise<Response> =>
  fetch(`${url}/sandbox.ytx.net/201612/sid/x`, { method: 'POST' });

const requestId = trialsOf(providers, { reading: ['requestId', 'xylink/nonces'] });

const profileName = (profile: string): string => `ytx/profile=${profile}`;

describe('the runs', () => {
  test('differ from the defaults in one option at a time, each named to the command', async () => {
    const met: (readonly [string, Readonly<Record<string, string>>])[] = [];
    await runAll(
      trialsOf(providers, {}).filter((trial) => !isOfProfile(trial)),
      meansWith(async (url, reading) => {
        met.push([reading, await optionsAt(url)]);
        await asked(url);
        return well;
      }),
    );
    const others = providers.flatMap(({ name, readings }) =>
      Object.entries(readings).flatMap(([reading, { options, default: usual }]) =>
        Object.keys(options)
          .filter((option) => option !== usual)
          .map((option) => [`${name}/${reading}=${option}`, { [`${name}/${reading}`]: option }]),
      ),
    );
    expect(met).toEqual([['default', {}], ...others]);
  });

  test('of profiles have all options of the profile that are not the default', async () => {
    const profiles = trialsOf(providers, { provider: 'ytx', reading: ['profile'] });
    const met: (readonly [string, Readonly<Record<string, string>>])[] = [];
    await runAll(
      profiles,
      meansWith(async (url, reading) => {
        met.push([reading, await optionsAt(url)]);
        await asked(url);
        return well;
      }),
    );
    expect(met.map(([name]) => name)).toEqual(['default', ...['page', 'lenient', 'strict'].map(profileName)]);
    expect(met[1]?.[1]).toEqual({ 'ytx/unescapedParties': 'repaired', 'ytx/maskedPhones': 'accepted' });
  });

  test('keep their option when the command resets its space, and count the requests before the reset', async () => {
    const results = await runAll(
      requestId,
      meansWith(async (url, reading) => {
        await asked(url);
        await fetch(`${url}/_simulator/reset`, { method: 'POST' });
        const kept = Object.entries(await optionsAt(url)).map(([name, option]) => `${name}=${option}`);
        return { ...well, exitCode: kept.join() === reading || reading === 'default' ? 0 : 1 };
      }),
    );
    expect(results?.trials.map(({ exitCode, requests }) => [exitCode, requests])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
  });

  test('each get an unused space', async () => {
    const sizes: unknown[] = [];
    await runAll(
      requestId,
      meansWith(async (url) => {
        const before = (await (await fetch(`${url}/_simulator/journal`)).json()) as { readonly exchanges: unknown[] };
        sizes.push(before.exchanges.length);
        await asked(url);
        return well;
      }),
    );
    expect(sizes).toEqual([0, 0, 0, 0]);
  });

  test('are reported as they end, with the output of those that failed, and without credentials', async () => {
    const token = '70000000000000000000000000000ac1';
    const means = meansWith(async (url, reading) => {
      await asked(url);
      return reading.includes('16')
        ? { ...well, exitCode: 3, output: `sent ${token}\nno id\n` }
        : { ...well, output: 'ok' };
    });
    await runAll(requestId, means);
    expect(means.said).toEqual([
      '[1/4] default: passed',
      '[2/4] ytx/requestId=digits-29: passed',
      '[3/4] ytx/requestId=digits-16: failed (exit code 3)',
      'sent ‹redacted›',
      'no id',
      '[4/4] xylink/nonces=once: passed',
    ]);
  });

  test.each([
    ['fails', { ...well, exitCode: 1 }, true],
    ['makes no request', well, false],
  ])('end with the baseline when it %s', async (_what, ended, asks) => {
    const met: string[] = [];
    const results = await runAll(
      requestId,
      meansWith(async (url, reading) => {
        met.push(reading);
        if (asks) await asked(url);
        return ended;
      }),
    );
    expect(met).toEqual(['default']);
    expect(results).toEqual({
      baseline: expect.objectContaining({ requests: asks ? 1 : 0 }),
      trials: [],
      tookMs: [],
      untouched: [],
    });
  });

  test('end with the one under way when they are stopped', async () => {
    const controller = new AbortController();
    const means = meansWith(async (url, reading) => {
      await asked(url);
      if (reading !== 'default') controller.abort('SIGINT');
      return well;
    }, controller.signal);
    expect(await runAll(requestId, means)).toBeUndefined();
    expect(means.said).toEqual(['[1/4] default: passed']);
  });
});

describe('the report', () => {
  const outcomes = [
    { ...well, exitCode: 4, requests: 2 },
    { ...well, requests: 2 },
    { ...well, requests: 0 },
  ].map(({ output: _, ...outcome }) => outcome);
  const rows = requestId.map((trial, index) => ({ ...trial, ...(outcomes[index] ?? { ...well, requests: 0 }) }));

  test('has a row for every option, and counts readings, not options', () => {
    expect(reportText(rows).split('\n')).toEqual([
      'provider  reading    option     result',
      'ytx       requestId  digits-29  failed (exit code 4)',
      'ytx       requestId  digits-16  passed',
      'xylink    nonces     once       made no request',
      '',
      '0 of 2 readings passed',
      '',
    ]);
  });

  test('counts profiles apart from readings', () => {
    const ofProfiles = trialsOf(providers, { provider: 'ytx', reading: ['profile'] });
    const results = ofProfiles.map((trial, index) => ({ ...trial, ...well, output: '', requests: index }));
    expect(reportText(results)).toMatch(/ {2}passed\n\n2 of 3 profiles passed\n$/);
    expect(reportText([...rows, ...results])).toMatch(/\n0 of 2 readings passed\n2 of 3 profiles passed\n$/);
    expect(JSON.parse(reportJson({ ...well, requests: 1 }, results))).toMatchObject({ passed: 0, readings: 0 });
  });

  test.each([
    [{ exitCode: null, signal: 'SIGKILL', timedOut: false, requests: 1 }, 'failed (SIGKILL)'],
    [{ exitCode: null, signal: 'SIGTERM', timedOut: true, requests: 1 }, 'timed out'],
    [{ exitCode: 0, signal: null, timedOut: true, requests: 1 }, 'timed out'],
    [{ exitCode: 1, signal: null, timedOut: false, requests: 0 }, 'failed (exit code 1) and made no request'],
  ])('says of %j: %s', (outcome, words) => {
    expect(reportText(requestId.slice(2).map((trial) => ({ ...trial, ...outcome })))).toContain(`once    ${words}\n`);
  });

  test('says the same as JSON', () => {
    const [baseline = { ...well, requests: 0 }] = outcomes;
    expect(JSON.parse(reportJson({ ...baseline, exitCode: 0 }, rows.slice(0, 1)))).toEqual({
      passed: 0,
      readings: 1,
      baseline: { exitCode: 0, signal: null, timedOut: false, requests: 2, passed: true },
      trials: [
        {
          provider: 'ytx',
          reading: 'requestId',
          option: 'digits-29',
          exitCode: 4,
          signal: null,
          timedOut: false,
          requests: 2,
          passed: false,
        },
      ],
    });
  });
});
