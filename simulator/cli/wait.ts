import type { Command } from 'commander';
import { setTimeout as timer } from 'node:timers/promises';
import { say } from '../../contracts/messages.js';
import { baseUrlIn, defaultAddress, flagTexts, flagWithDefault, timeLimitFlag } from './shared/flags.js';
import { helpParagraphs } from './shared/help.js';
import type { CliIo, CliRun } from './shared/io.js';
import { complainTo } from './shared/text.js';

const examples = `
Exit code: 0 when a simulator answers, 3 when the time is over, 2 for invalid use.

Examples:
  understudy wait
  understudy wait http://understudy:4010 --timeout PT60S && npm test
`;

/** `understudy wait`: waits until a simulator answers, as a pipeline needs it that starts one in a container. */
export function addWait(program: Command, { io, exitWith }: CliRun): void {
  program
    .command('wait')
    .description('Wait until a simulator answers.')
    .argument('[url]', flagTexts.url)
    .addOption(
      flagWithDefault('--timeout <duration>', 'how long to wait, at most PT10M', {
        value: 10_000,
        shown: 'PT10S',
        parse: timeLimitFlag(600),
      }),
    )
    .addHelpText('after', helpParagraphs(io.text, examples))
    .action(async (url: string | undefined, { timeout }: { readonly timeout: number }) => {
      const address = baseUrlIn(url ?? defaultAddress, '[url]');
      if (await answersWithin(address, timeout, io)) return;
      complainTo(io)(say`no simulator answers at ${address}`);
      exitWith(3);
    });
}

/** Between two attempts, ms of real time. */
const pauseMs = 100;

async function answersWithin(
  url: string,
  timeoutMs: number,
  { sleep = (ms) => timer(ms), clock }: Pick<CliIo, 'sleep' | 'clock'>,
): Promise<boolean> {
  const end = clock.now() + timeoutMs;
  for (;;) {
    const left = end - clock.now();
    if (left <= 0) return false;
    if (await isUp(url, left)) return true;
    await sleep(Math.min(pauseMs, left));
  }
}

/** Another server may answer on the same port: only the simulator's own health counts. */
async function isUp(url: string, timeoutMs: number): Promise<boolean> {
  try {
    const reply = await fetch(`${url}/_simulator/health`, { signal: AbortSignal.timeout(timeoutMs) });
    const health: unknown = await reply.json();
    return reply.ok && typeof health === 'object' && health !== null && 'status' in health && health.status === 'ok';
  } catch {
    return false;
  }
}
