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

/** The runs with an output, or all of them; on a terminal also the one that runs. */
export function progressOn(stream: ProgressStream, isVerbose: boolean): Progress {
  const isShown = (output: readonly string[]): boolean => isVerbose || output.length > 0;
  if (stream.isTTY !== true) {
    return {
      begins: () => undefined,
      ends: (result, output) => isShown(output) && stream.write(block(result, output)),
      close: () => undefined,
    };
  }
  return {
    begins: (place) => stream.write(`${clearLine}${place} …`),
    ends: (result, output) => isShown(output) && stream.write(`${clearLine}${block(result, output)}`),
    close: () => stream.write(clearLine),
  };
}
