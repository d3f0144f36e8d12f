import { afterEach, expect, test } from '@jest/globals';
import { script } from '../support/cli.js';
import { endProcesses, shell } from '../support/process.js';

afterEach(endProcesses);

const understudy = `"${process.execPath}" "${script}"`;

/** What a command whose reader leaves after a byte says to the end: its exit code, and whatever went wrong. */
async function afterOneByte(command: string): Promise<string> {
  const { stderr } = await shell(`( ${understudy} ${command}; echo "exit $?" >&2 ) | head -c 1`);
  return stderr;
}

test('a reader who has read enough is nobody’s trouble', async () => {
  expect(await afterOneByte('errors')).toBe('exit 0\n');
});

test('a command ends as it would have ended, though nobody reads on', async () => {
  // That nobody listens there is told to nobody; the exit code says it all the same.
  const { stdout } = await shell(
    `{ { ${understudy} verify --target http://127.0.0.1:9 --provider ytx; echo "exit $?" >&3; } 2>&1 | true; } 3>&1`,
  );
  expect(stdout).toBe('exit 3\n');
});
