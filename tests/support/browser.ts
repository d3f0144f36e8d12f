import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

/** What decides which browser a machine can run. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** The version of the C library, where it is glibc. */
  readonly glibc: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The browser to start: a named program, the one in node_modules, or none that could run. */
export type Choice = { readonly kind: 'named'; readonly path: string } | { readonly kind: 'bundled' | 'none' };

/** What is said where there is no browser: the reason, and how to get one. */
export const advice =
  'No browser: the bundled Chromium needs Linux on x64 with glibc. ' +
  'Install Chrome or Chromium and set UNDERSTUDY_CHROMIUM to the path of the program.';

/** Chooses the browser of a machine: the one named in UNDERSTUDY_CHROMIUM, or the one in node_modules. */
export function browserFor({ platform, arch, glibc, env }: Machine): Choice {
  const path = env['UNDERSTUDY_CHROMIUM'] ?? '';
  if (path !== '') return { kind: 'named', path };
  return { kind: platform === 'linux' && arch === 'x64' && glibc !== undefined ? 'bundled' : 'none' };
}

/** Whether tests that need a browser are skipped: where none can run. In CI they are not, and fail. */
export const isSkipped = (machine: Machine): boolean =>
  browserFor(machine).kind === 'none' && ['', 'false'].includes(machine.env['CI'] ?? '');

const report = process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } };

/** The machine that the tests run on. */
const thisMachine: Machine = {
  platform: process.platform,
  arch: process.arch,
  glibc: report.header.glibcVersionRuntime,
  env: process.env,
};

/**
 * Describes tests that need a browser; `browser` returns it inside a test. It is started before the first test and closed
 * after the last. Where no browser can run, the tests are skipped, and the run ends with a line that says why.
 */
export function describeInBrowser(name: string, tests: (browser: () => Browser) => void): void {
  const skipped = isSkipped(thisMachine);
  (skipped ? describe.skip : describe)(skipped ? `${name}: ${advice}` : name, () => {
    let started: Browser | undefined;
    // The first start in a clone unpacks 200 MB.
    beforeAll(async () => {
      started = await startBrowser(thisMachine);
    }, 120_000);
    afterAll(() => started?.close());
    tests(() => {
      if (started === undefined) throw new Error('The browser is started before the first test, not earlier.');
      return started;
    });
  });
}

/**
 * Starts the browser of a machine, without a window. On Linux it draws with the font of `fonts/` alone.
 *
 * @throws Error that says what to do, where there is none
 */
export async function startBrowser(machine: Machine): Promise<Browser> {
  const choice = browserFor(machine);
  if (choice.kind === 'none') throw new Error(advice);
  const env = { ...machine.env, FONTCONFIG_PATH: fileURLToPath(new URL('fonts', import.meta.url)) };
  if (choice.kind === 'named') {
    if (existsSync(choice.path)) return chromium.launch({ executablePath: choice.path, env });
    throw new Error(`UNDERSTUDY_CHROMIUM names ${choice.path}, which does not exist. Correct the path or unset it.`);
  }
  const folder = await unpackedIn(cache, unpack);
  // NSS and expat come with it, because a bare machine lacks them.
  const libraries = [join(folder, 'al2023', 'lib'), machine.env['LD_LIBRARY_PATH'] ?? ''].filter((each) => each !== '');
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    env: { ...env, LD_LIBRARY_PATH: libraries.join(':') },
  });
}

const nodeModules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const cache = join(nodeModules, '.cache', 'understudy-chromium');

/** Unpacks the bundled Chromium into an empty folder. */
async function unpack(into: string): Promise<void> {
  const script = fileURLToPath(new URL('unpack-chromium.mjs', import.meta.url));
  // The package unpacks its libraries only where it believes to be on AWS.
  const env = { ...process.env, TMPDIR: into, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  await promisify(execFile)(process.execPath, [script], { env });
}

/**
 * Returns the folder of the installed Chromium's version in `parent`. The first caller unpacks it. Processes may call this
 * at once: each unpacks into a folder of its own and renames it, and the first one stays.
 */
export async function unpackedIn(parent: string, unpackInto: (folder: string) => Promise<void>): Promise<string> {
  const text = readFileSync(join(nodeModules, '@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  const folder = join(parent, version);
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name !== version && !isBeingUnpacked(name)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const own = mkdtempSync(join(parent, `unpacking-${process.pid}-`));
  try {
    await unpackInto(own);
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Whether the process that unpacks into a folder of this name still runs; one that was killed leaves its folder. */
function isBeingUnpacked(name: string): boolean {
  const pid = /^unpacking-(\d+)-/.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}
