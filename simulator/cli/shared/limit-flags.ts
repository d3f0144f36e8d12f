import { type Command, Option } from 'commander';
import { defaultReceivers } from '../../core/callbacks/outbox.js';
import { defaultLanes } from '../../http/callbacks/dispatcher.js';
import { defaultLimits, type HttpLimits } from '../../http/limits.js';
import { timeLimitFlag, wholeNumber } from './flags.js';

/** The flags that bound what `serve` takes. */
export interface LimitFlags {
  readonly maxConnections: number;
  readonly headerTimeout: number;
  readonly requestTimeout: number;
  readonly maxHeaderBytes: number;
  readonly callbackLanes: number;
  readonly callbackReceivers: number;
}

const longestSeconds = 3600;

/** Adds these flags to a command. */
export function addLimitFlags(command: Command): Command {
  const { connections, headerTimeoutMs, requestTimeoutMs, headerBytes } = defaultLimits;
  const seconds = timeLimitFlag(longestSeconds);
  const duration = (flag: string, says: string, ms: number): Option =>
    new Option(`${flag} <duration>`, says).default(ms, `PT${ms / 1000}S`).argParser(seconds);
  return command
    .option(
      '--callback-lanes <n>',
      'callbacks on their way at once, in all spaces',
      wholeNumber(1, 10_000),
      defaultLanes,
    )
    .option(
      '--callback-receivers <n>',
      'receivers for which callbacks wait, per space',
      wholeNumber(1, 100_000),
      defaultReceivers,
    )
    .option('--max-connections <n>', 'connections at once; 503 beyond them', wholeNumber(1, 100_000), connections)
    .addOption(duration('--header-timeout', 'time for the headers of a request; then 408', headerTimeoutMs))
    .addOption(duration('--request-timeout', 'time for a whole request; then 408', requestTimeoutMs))
    .option(
      '--max-header-bytes <n>',
      'size of request line and headers; 431 beyond it',
      wholeNumber(1024, 1024 * 1024),
      headerBytes,
    );
}

/** What these flags say. */
export const limitsIn = ({
  maxConnections,
  headerTimeout,
  requestTimeout,
  maxHeaderBytes,
}: LimitFlags): Omit<HttpLimits, 'lingerMs'> => ({
  connections: maxConnections,
  headerTimeoutMs: headerTimeout,
  requestTimeoutMs: requestTimeout,
  headerBytes: maxHeaderBytes,
});
