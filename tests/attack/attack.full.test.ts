import { describe, expect, test } from '@jest/globals';
import { runProcess } from '../support/process.js';

const attack = (...options: readonly string[]): ReturnType<typeof runProcess> =>
  runProcess([process.execPath, '--import', './scripts/sources.js', 'scripts/attack.js', ...options]);

describe('hostile requests of every kind', () => {
  test('do no harm for a minute', async () => {
    const { code, stdout, stderr } = await attack('--seconds', '60');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^raw: \d+ requests\nplain: \d+ requests\n/);
    expect(stdout).toMatch(/no harm done\n$/);
  }, 300_000);

  test('are counted, and may be of one kind', async () => {
    const { stdout } = await attack('--requests', '40', '--kind', 'ytx');
    expect(stdout).toMatch(
      /^ytx: 40 requests\nlargest resident memory: \d+ MiB; longest stall: \d+ ms\nno harm done\n$/,
    );
  });

  test.each([
    [['--kind', 'polite'], /^Unknown kind "polite"\. Kinds: raw, plain/],
    [['--seconds', 'x'], /^--seconds and --requests must be numbers above 0/],
    [['--fast'], /^Unknown option '--fast'/],
  ])('are not sent with %j', async (options, says) => {
    expect(await attack(...options)).toMatchObject({ code: 2, stderr: expect.stringMatching(says) });
  });
});
