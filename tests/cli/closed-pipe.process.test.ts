import { afterEach, expect, test } from '@jest/globals';
import { script } from '../support/cli.js';
import { endProcesses, shell } from '../support/process.js';

afterEach(endProcesses);

const understudy = `"${process.execPath}" "${script}"`;

/** The exit code and all errors of a command whose reader closes the pipe after one byte. */
async function afterOneByte(command: string): Promise<string> {
  const { stderr } = await shell(`( ${understudy} ${command}; echo "exit $?" >&2 ) | head -c 1`);
  return stderr;
}

test('a reader that closes the pipe causes no error', async () => {
  expect(await afterOneByte('errors')).toBe('exit 0\n');
});

test('a command keeps its exit code when its reader closes the pipe', async () => {
  // The error (no server at that address) has no reader; the exit code still reports it.
  const { stdout } = await shell(
    `{ { ${understudy} verify --target http://127.0.0.1:9 --provider ytx; echo "exit $?" >&3; } 2>&1 | true; } 3>&1`,
  );
  expect(stdout).toBe('exit 3\n');
});
