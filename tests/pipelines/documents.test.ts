import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { top } from '../support/cli.js';

const page = readFileSync(`${top}docs/pipelines.md`, 'utf8');

interface ActionInputs {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
}

describe('docs/pipelines.md', () => {
  test('lists the inputs of the action with their defaults', () => {
    const { inputs } = load(readFileSync(`${top}action.yml`, 'utf8')) as ActionInputs;
    const rows = [...page.matchAll(/^\| `([\w-]+)` +\| (?:`(.*?)`)? *\|/gm)].map(([, name, value = '']) => [
      name,
      value,
    ]);
    expect(rows).toEqual(Object.entries(inputs).map(([name, each]) => [name, each.default]));
  });

  test('has valid samples, which wait for the simulator before the tests', () => {
    const samples = [...page.matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, text = '']) => load(text));
    expect(samples).toHaveLength(2);
    const [, gitlab] = samples as [unknown, { readonly test: { readonly before_script: readonly string[] } }];
    const [, serve = '', wait] = gitlab.test.before_script;
    expect(serve).toMatch(/^npx understudy serve .*&$/);
    expect(wait).toBe('npx understudy wait --timeout PT60S');
  });
});

test('the action installs the version of this package', () => {
  const { inputs } = load(readFileSync(`${top}action.yml`, 'utf8')) as ActionInputs;
  const { version } = JSON.parse(readFileSync(`${top}package.json`, 'utf8')) as { readonly version: string };
  expect(inputs['version']?.default).toBe(version);
});
