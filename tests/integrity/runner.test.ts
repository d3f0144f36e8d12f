import { describe, expect, jest, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';

/** The line below. */
const line = 6;
const thrownHere = new Error('thrown here');

describe('a test file', () => {
  test('is named in stacks as it is written, not as it is compiled', () => {
    expect(thrownHere.stack?.split('\n')[1]).toMatch(
      new RegExp(`${fileURLToPath(import.meta.url).replaceAll('\\', '.')}:${line}:`),
    );
  });

  test('is loaded anew in every run', () => {
    expect(import.meta.url).toMatch(/runner\.test\.ts\?(tests|all)=\d+$/);
  });

  test('runs in the realm of node itself, where errors of fetch are errors', async () => {
    const failure: unknown = await fetch('http://127.0.0.1:1').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(() => {
      throw new RangeError('of this realm');
    }).toThrow(RangeError);
  });

  test('can fake the timers that the product uses, and gets the real ones back', () => {
    const real = setTimeout;
    jest.useFakeTimers();
    expect(setTimeout).not.toBe(real);
    jest.useRealTimers();
    expect(setTimeout).toBe(real);
  });

  test('is told which module is missing, and no line of the runner', async () => {
    const missing = new URL('./no-such-file.js', import.meta.url).href;
    const failure: unknown = await import(missing).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: expect.stringMatching(/no-such-file\.js' imported from/), stack: '' });
  });
});
