import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import type { AnyCheck } from '../../simulator/core/pipeline/check.js';
import type { Provider } from '../../simulator/core/provider.js';
import { createSimulator } from '../../simulator/index.js';
import { withChecks } from '../../simulator/mutants/mutant.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { noon, prepare, send } from '../ytx/caller.js';

const top = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/architecture.md', top), 'utf8');
const section = /^## The path of a request\n([\s\S]*?)\n## /m.exec(page)?.[1] ?? '';
const named = (lines: string): readonly string[] =>
  [...lines.matchAll(/`([\w./-]+\.ts)`/g)].map(([, file = '']) => file);
const hops = section
  .split('\n')
  .filter((line) => /^\d+\. /.test(line))
  .flatMap((line) => named(line).slice(0, 1));
const helpers = named(/^Helpers that [\s\S]*?\n\n/m.exec(section)?.[0] ?? '');

const session = new Session();

/** The product's files in which a function ran since the last call. */
function filesRun(): readonly string[] {
  const files: string[] = [];
  // Without a debugger attached the session calls back before `post` returns.
  session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
    for (const { url, functions } of result) {
      const file = url.startsWith(top.href) ? url.slice(top.href.length) : '';
      const hasRun = functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0);
      if (/^(simulator|contracts|client)\//.test(file) && hasRun) files.push(file);
    }
  });
  return files.toSorted();
}

/** A provider whose first check reports the files that have run when it begins. */
function withProbe(report: (files: readonly string[]) => void): Provider {
  const checks: readonly AnyCheck[] = ytx.endpoints['createMeeting']?.checks.list ?? [];
  return withChecks(
    ytx,
    'createMeeting',
    checks.map((check, index) =>
      index > 0
        ? check
        : {
            ...check,
            evaluate: (known) => {
              report(filesRun());
              return check.evaluate(known);
            },
          },
    ),
  );
}

describe('the path of a request in docs/architecture.md', () => {
  let before: readonly string[] = [];
  let all: readonly string[] = [];

  beforeAll(async () => {
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    const simulator = createSimulator({
      clock: { now: () => noon },
      providers: [withProbe((files) => (before = files))],
    });
    const { url, close } = await simulator.listen(0);
    const port = Number(new URL(url).port);
    const prepared = (): Parameters<typeof send>[1] => {
      const { target, host, ...rest } = prepare(simulator.spaces.getOrCreate(undefined), {});
      return { ...rest, target: `/${host}${target}` };
    };
    // The first request also runs what is made once and kept.
    await send(port, prepared());
    const second = prepared();
    filesRun();
    expect((await send(port, second)).text).toContain('"statusCode":"0"');
    all = [...new Set([...before, ...filesRun()])].toSorted();
    await close();
  });
  afterAll(() => {
    session.disconnect();
  });

  test('lists every file that runs, and no other', () => {
    expect([...hops, ...helpers].toSorted()).toEqual(all);
  });

  test('takes at most 12 files to the first rule, and at most 30 in all', () => {
    expect(hops.filter((file) => before.includes(file)).length).toBeLessThanOrEqual(12);
    expect(hops.length).toBeLessThanOrEqual(30);
  });
});
