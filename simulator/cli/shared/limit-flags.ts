import type { Command, Option } from 'commander';
import { defaultReceivers } from '../../core/callbacks/outbox.js';
import { defaultLanes } from '../../http/callbacks/dispatcher.js';
import { defaultLimits, type HttpLimits } from '../../http/limits.js';
import { flagWithDefault, sizeFlag, sizeText, timeLimitFlag, wholeNumber } from './flags.js';

/** The flags that limit `serve`. */
export interface LimitFlags {
  readonly maxConnections: number;
  readonly headerTimeout: number;
  readonly requestTimeout: number;
  readonly maxHeaderBytes: number;
  readonly callbackLanes: number;
  readonly callbackReceivers: number;
}

const maxSeconds = 3600;

/** Adds these flags to a command. */
export function addLimitFlags(command: Command): Command {
  const { connections, headerTimeoutMs, requestTimeoutMs, headerBytes } = defaultLimits;
  const seconds = timeLimitFlag(maxSeconds);
  const limit = (flags: string, text: string, value: number, max: number): Option =>
    flagWithDefault(flags, text, { value, parse: wholeNumber(1, max) });
  const duration = (flag: string, text: string, ms: number): Option =>
    flagWithDefault(`${flag} <duration>`, text, { value: ms, shown: `PT${ms / 1000}S`, parse: seconds });
  return command
    .addOption(limit('--callback-lanes <n>', 'callbacks sent at once, over all spaces', defaultLanes, 10_000))
    .addOption(
      limit('--callback-receivers <n>', 'receivers with queued callbacks, per space', defaultReceivers, 100_000),
    )
    .addOption(limit('--max-connections <n>', 'open connections; 503 beyond', connections, 100_000))
    .addOption(duration('--header-timeout', 'time limit of the headers of a request; 408 beyond', headerTimeoutMs))
    .addOption(duration('--request-timeout', 'time limit of a whole request; 408 beyond', requestTimeoutMs))
    .addOption(
      flagWithDefault('--max-header-bytes <size>', 'size of request line and headers; 431 beyond', {
        value: headerBytes,
        shown: sizeText(headerBytes),
        parse: sizeFlag(1024, 1024 * 1024),
      }),
    );
}

/** The limits that these flags set. */
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
