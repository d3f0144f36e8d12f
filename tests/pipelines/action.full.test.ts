import { afterAll, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { folderWith, tidyUp, top } from '../support/cli.js';
import { endProcesses, runProcess } from '../support/process.js';

afterAll(async () => {
  await endProcesses();
  await tidyUp();
});

interface ActionStep {
  readonly id?: string;
  readonly if: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: { readonly path: string };
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly ActionStep[] };
}

const { inputs, runs } = load(readFileSync(`${top}action.yml`, 'utf8')) as Action;

type RunnerFile = 'GITHUB_ENV' | 'GITHUB_OUTPUT' | 'GITHUB_PATH' | 'GITHUB_STEP_SUMMARY';

interface Runner {
  /** Runs the action with these inputs, and resolves to the paths that it uploads. */
  readonly run: (given: Readonly<Record<string, string>>) => Promise<readonly string[]>;
  readonly textOf: (file: RunnerFile) => string;
  readonly pairsOf: (file: RunnerFile) => Readonly<Record<string, string>>;
}

/** Runs the steps of the action as a runner does: in one environment, which grows by the files that the steps write. */
function runnerIn(folder: string): Runner {
  const files = { GITHUB_ENV: 'env', GITHUB_OUTPUT: 'output', GITHUB_PATH: 'path', GITHUB_STEP_SUMMARY: 'summary' };
  const paths = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(folder, file)]));
  for (const path of Object.values(paths)) writeFileSync(path, '');
  const textOf = (name: RunnerFile): string => readFileSync(paths[name] ?? '', 'utf8');
  const pairsOf = (name: RunnerFile): Readonly<Record<string, string>> =>
    Object.fromEntries(
      textOf(name)
        .split('\n')
        .flatMap((line) =>
          line === '' ? [] : [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]],
        ),
    );
  const run = async (given: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const values = {
      ...Object.fromEntries(Object.entries(inputs).map(([name, each]) => [name, each.default])),
      ...given,
    };
    const valueOf = (text: string): string =>
      text.replace(/\$\{\{ (inputs|steps\.start\.outputs)\.([\w-]+) \}\}/g, (_, from: string, name: string) =>
        from === 'inputs' ? (values[name] ?? '') : (pairsOf('GITHUB_OUTPUT')[name] ?? ''),
      );
    const isMeant = (condition: string): boolean =>
      condition.split(' && ').every((each) => {
        const [, name = '', value] = /^inputs\.([\w-]+) == '(\w+)'$/.exec(each) ?? [];
        if (value === undefined) throw new Error(`this test does not know the condition ${each}`);
        return values[name] === value;
      });
    const uploads: string[] = [];
    for (const step of runs.steps.filter((each) => isMeant(each.if))) {
      if (step.uses !== undefined) uploads.push(valueOf(step.with?.path ?? ''));
      if (step.run === undefined) continue;
      const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, valueOf(text)]));
      const env = {
        ...pairsOf('GITHUB_ENV'),
        ...own,
        ...paths,
        RUNNER_TEMP: folder,
        XDG_DATA_HOME: join(folder, 'data'),
      };
      const { code, stderr } = await runProcess(['bash', '-eo', 'pipefail', '-c', step.run], { cwd: folder, env });
      expect({ step: step.id, code, ...(code !== 0 && { stderr }) }).toEqual({ step: step.id, code: 0 });
    }
    return uploads;
  };
  return { run, textOf, pairsOf };
}

test('the action starts the simulator, exports its address, and reports at the end', async () => {
  const folder = folderWith({ 'understudy.config.yaml': 'faithful: true\n' });
  const packed = await runProcess(['npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: top,
  });
  const { run, textOf, pairsOf } = runnerIn(folder);
  await run({
    version: join(folder, packed.stdout.trim()),
    port: '0',
    proxy: 'true',
    config: 'understudy.config.yaml',
  });
  const { url = '', log = '' } = pairsOf('GITHUB_OUTPUT');
  const env = pairsOf('GITHUB_ENV');
  expect(env).toMatchObject({ UNDERSTUDY_URL: url, https_proxy: url });
  expect(textOf('GITHUB_PATH')).toMatch(/node_modules\/\.bin\n$/);
  expect((await fetch(`${url}/_simulator/health`)).status).toBe(200);
  const refused = await fetch(`${url}/api.ytx.net/201612/sid/nothing`, { method: 'POST' });
  await refused.text();

  expect(await run({ command: 'report' })).toEqual([expect.stringContaining('/understudy/requests.jsonl')]);
  expect(pairsOf('GITHUB_ENV')).toMatchObject({ https_proxy: '', NODE_OPTIONS: '' });
  expect(textOf('GITHUB_STEP_SUMMARY')).toMatch(/^\| 1 \| \d \| \d \|$/m);
  expect(readFileSync(log, 'utf8').split('\n')[0]).toBe(JSON.stringify({ listening: url }));
  await expect(fetch(`${url}/_simulator/health`)).rejects.toThrow();
}, 300_000);
