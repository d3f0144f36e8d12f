/** Reports the progress of the runs. */
export interface Progress {
  readonly begins: (place: string) => void;
  /** A run has ended; `output` holds the last lines of the command's output. */
  readonly ends: (result: string, output: readonly string[]) => void;
  /** Ends the progress output. */
  readonly close: () => void;
}

/** Where progress is written to. */
interface ProgressStream {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

const clearLine = '\r\u001b[K';

const block = (result: string, output: readonly string[]): string =>
  [result, ...output.map((line) => `    ${line}`)].map((line) => `${line}\n`).join('');

/** A line for every run; on a terminal only the last of them stays, and those with an output. */
export function progressOn(stream: ProgressStream): Progress {
  if (stream.isTTY !== true) {
    return {
      begins: () => undefined,
      ends: (result, output) => stream.write(block(result, output)),
      close: () => undefined,
    };
  }
  return {
    begins: (place) => stream.write(`${clearLine}${place} …`),
    ends: (result, output) => output.length > 0 && stream.write(`${clearLine}${block(result, output)}`),
    close: () => stream.write(clearLine),
  };
}
