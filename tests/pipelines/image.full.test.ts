import { afterAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderWith, tidyUp, top } from '../support/cli.js';
import { endProcesses, runProcess, startProcess } from '../support/process.js';
import { stagesOf, type Step, wordsOf } from './dockerfile.js';

afterAll(async () => {
  await endProcesses();
  await tidyUp();
});

const ignored = readFileSync(`${top}.dockerignore`, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => new RegExp(`^${line.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}(?:/|$)`));

/** The files that an engine would send: those of the working copy that no line of .dockerignore names. */
function contextFiles(): readonly string[] {
  const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: top });
  return stdout
    .toString()
    .split('\0')
    .filter((file) => file !== '' && !ignored.some((shape) => shape.test(file)));
}

/** A stage as a folder: its absolute paths stand below it. */
interface Root {
  readonly path: string;
  workdir: string;
}

const own = /(?<![\w./])\/(?:src|package|ca|opt\/understudy|home\/node)(?![\w])/g;
const within = ({ path }: Root, text: string): string => text.replace(own, (found) => join(path, found));

function copy({ flags, text }: Step, root: Root, stages: ReadonlyMap<string, Root>): void {
  const words = text.split(' ');
  const target = within(root, words.at(-1) ?? '');
  const from = stages.get(flags['from'] ?? '');
  if (from !== undefined) {
    cpSync(within(from, words[0] ?? ''), target, { recursive: true });
    return;
  }
  const asked = words.slice(0, -1);
  for (const file of contextFiles().filter((each) => asked.includes('.') || asked.includes(each)))
    cpSync(`${top}${file}`, join(root.workdir, target, file), { recursive: true });
}

async function execute(step: Step, root: Root, stages: ReadonlyMap<string, Root>): Promise<void> {
  if (step.name === 'WORKDIR') {
    root.workdir = within(root, step.text);
    mkdirSync(root.workdir, { recursive: true });
  }
  if (step.name === 'COPY') copy(step, root, stages);
  if (step.name !== 'RUN') return;
  const command = step.words ?? ['sh', '-ec', within(root, step.text)];
  const { code, stderr } = await runProcess(command, { cwd: root.workdir });
  expect({ command, code, ...(code !== 0 && { stderr }) }).toEqual({ command, code: 0 });
}

test('the steps of the Dockerfile make an image that starts, and is healthy', async () => {
  const folder = folderWith();
  const stages = new Map<string, Root>();
  const all = stagesOf();
  for (const [index, stage] of all.entries()) {
    const name = stage.name ?? String(index);
    const root = { path: join(folder, name), workdir: join(folder, name) };
    mkdirSync(root.path);
    for (const step of stage.steps) await execute(step, root, stages);
    stages.set(name, root);
  }
  const image = all.at(-1);
  const root = stages.get('1');
  if (image === undefined || root === undefined) throw new Error('the Dockerfile has no second stage');
  const wordsIn = (name: string): readonly string[] => (wordsOf(image, name) ?? []).map((word) => within(root, word));
  const variables = image.steps.filter(({ name }) => name === 'ENV').map(({ text }) => within(root, text));
  const env = Object.fromEntries(
    variables.flatMap((text) => text.split(' ')).map((each) => each.split('=') as [string, string]),
  );
  const child = startProcess([...wordsIn('ENTRYPOINT'), ...wordsIn('CMD')], {
    cwd: root.workdir,
    env: { ...env, UNDERSTUDY_PORT: '0' },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /listens on (\S+)\n/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => {
      reject(new Error(`it ended before it listened: ${said}`));
    });
  });
  const [program = '', script = '', command = '', ...flags] = wordsIn('HEALTHCHECK');
  expect(command).toBe('wait');
  expect(await runProcess([program, script, command, url, ...flags])).toMatchObject({ code: 0 });
  expect(readFileSync(join(root.path, 'ca/ca.pem'), 'utf8')).toContain('CERTIFICATE');
  expect(dirname(script).startsWith(root.path)).toBe(true);
  child.kill('SIGTERM');
}, 600_000);
