import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { providers } from '../../simulator/providers/index.js';
import { hostsOf } from '../../simulator/http/address.js';
import { top } from '../support/cli.js';
import { problemsOf, stagesOf, wordsOf } from './dockerfile.js';

const dockerfile = readFileSync(`${top}Dockerfile`, 'utf8');
const linesOf = (file: string): readonly string[] =>
  readFileSync(`${top}${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('the Dockerfile', () => {
  test('satisfies the rules', () => {
    expect(problemsOf(dockerfile)).toEqual([]);
  });

  test.each<[string, string | RegExp, string, string]>([
    ['a base without a version', /node:20\.20\.2-bookworm-slim/g, 'node:latest', 'node:latest has no exact version'],
    ['root', 'USER node', 'USER root', 'the last USER is root'],
    ['no user', 'USER node', '', 'the last USER is root'],
    ['an entry point in a shell', /^ENTRYPOINT .*$/m, 'ENTRYPOINT node cli.js', 'ENTRYPOINT has no exec form'],
    ['no health check', /^HEALTHCHECK[^]*?\n(?=ENTRYPOINT)/m, '', 'HEALTHCHECK has no exec form'],
    ['a token', 'ENV NODE_ENV', 'ENV UNDERSTUDY_CONTROL_TOKEN=x NODE_ENV', 'ENV may hold a secret'],
    ['floating versions', '"npm", "ci"', '"npm", "install"', 'npm install instead of npm ci'],
    ['ADD', 'COPY . ./', 'ADD . ./', 'ADD instead of COPY'],
  ])('would not, with %s', (_, from, to, problem) => {
    expect(problemsOf(dockerfile.replace(from, to))).toContain(problem);
  });

  test('copies one stage from another, and uses the node of the package', () => {
    const stages = stagesOf();
    expect(stages.map(({ name }) => name)).toEqual(['build', undefined]);
    expect(new Set(stages.map(({ image }) => image)).size).toBe(1);
    const ofContext = stages.at(-1)?.steps.filter(({ name, flags }) => name === 'COPY' && flags['from'] === undefined);
    expect(ofContext).toEqual([]);
  });

  test('leaves out what git ignores, the history and the tests', () => {
    const ignored = linesOf('.gitignore').map((line) => line.replace(/^\/|\/$/g, ''));
    expect(linesOf('.dockerignore')).toEqual(
      expect.arrayContaining([
        ...ignored.filter((line) => line !== 'bench/reports'),
        '.git',
        'bench',
        'tests',
        '.env*',
      ]),
    );
  });
});

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly networks?: { readonly default: { readonly aliases: readonly string[] } };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

describe('compose.yaml', () => {
  const text = readFileSync(`${top}compose.yaml`, 'utf8');
  const { services } = load(text, { merge: true } as object) as {
    readonly services: Readonly<Record<string, Service>>;
  };
  const [ytx, xylink, tests] = ['ytx', 'xylink', 'tests'].map((name) => services[name]);

  test('gives the simulators the names of all hosts of the providers', () => {
    const aliases = [ytx, xylink].flatMap((each) => each?.networks?.default.aliases ?? []);
    expect([...aliases].sort()).toEqual([...hostsOf(providers)].sort());
  });

  test('starts the tests when both simulators are healthy', () => {
    const healthy = { condition: 'service_healthy' };
    expect(tests?.depends_on).toEqual({ ytx: healthy, xylink: healthy });
    const image = stagesOf().at(-1);
    const program = [...(image === undefined ? [] : (wordsOf(image, 'ENTRYPOINT') ?? []))];
    for (const each of [ytx, xylink]) {
      const url = `http://127.0.0.1:${each?.environment['UNDERSTUDY_PORT'] ?? ''}`;
      expect(each?.healthcheck?.test).toEqual(['CMD', ...program, 'wait', url, '--timeout', 'PT5S']);
    }
  });

  test('holds no token', () => {
    for (const line of text.split('\n').filter((each) => each.includes('TOKEN:')))
      expect(line).toContain('${UNDERSTUDY_CONTROL_TOKEN:?');
  });
});
