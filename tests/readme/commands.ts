import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type Ended, folderWith, serve, understudy } from '../support/cli.js';
import { wordsIn } from '../support/curl.js';
import { shell } from '../support/process.js';
import { missingFrom, type Shown } from './markdown.js';

type Run = (command: string, env: Readonly<Record<string, string>>) => Promise<Pick<Ended, 'code' | 'stdout'>>;

/** Runs a command as a user's shell does. */
export const inShell: Run = (command, env) => shell(command, { env });

/** Runs a command of `understudy` in this process, and every other one in a shell. */
export const inProcess: Run = (command, env) => {
  const [, args] = understudyOnly.exec(command) ?? [];
  return args === undefined ? inShell(command, env) : understudy(wordsIn(args), { env });
};

const understudyOnly = /^node dist\/simulator\/cli\.js ((?:diagnose|verify) [^|;\n]*)\n$/;

/** Whether it starts few processes: it is one of the first, or runs in this process. */
export const isQuick = ({ command }: Shown, index: number): boolean => index < 5 || understudyOnly.test(command);

/** The same command for a server at another URL; where the README relies on the default URL, `--url` is added. */
const elsewhere = (command: string, url: string): string =>
  command
    .replaceAll('http://127.0.0.1:4010', url)
    .replaceAll(/ (sign ytx|diagnose \d+)(?! --url)/g, ` $1 --url ${url}`);

/** Runs commands one after the other at one server, and expects of each what the page shows. */
export async function expectAsShown(shown: readonly Shown[], run: Run): Promise<void> {
  const { url } = await serve();
  const env = { UNDERSTUDY_CA_DIR: join(folderWith(), 'ca') };
  for (const { command, lines } of shown) {
    const { stdout, code } = await run(elsewhere(command, url), env);
    expect({ command, code, missing: missingFrom(stdout, lines) }).toEqual({ command, code: 0, missing: [] });
  }
}
