import { describe, expect, test } from '@jest/globals';
import { echoMs, interruptionBy } from '../../simulator/cli/verify/interruption.js';

/** Signals that are sent by hand, a clock that is moved by hand, and what is heard of it. */
function sim() {
  const hearing = new Map<string, () => void>();
  const said: string[] = [];
  let now = 0;
  const signals = {
    on: (signal: string, heard: () => void) => hearing.set(signal, heard),
    off: (signal: string) => hearing.delete(signal),
  };
  const interruption = interruptionBy(signals, {
    clock: { now: () => now },
    beforeExit: () => said.push('last words'),
    end: (code) => said.push(`exit ${code}`),
  });
  return {
    ...interruption,
    said,
    heard: hearing,
    signal(name: string, afterMs: number) {
      now += afterMs;
      hearing.get(name)?.();
    },
  };
}

describe('a run', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('is stopped in good order by a first %s', (signal, code) => {
    const { stop, exitCode, said, ...run } = sim();
    expect([stop.aborted, exitCode()]).toEqual([false, undefined]);
    run.signal(signal, 10);
    expect([stop.aborted, exitCode(), said]).toEqual([true, code, []]);
  });

  test('ends at once by a second signal, after its last words', () => {
    const { said, ...run } = sim();
    run.signal('SIGINT', 10);
    run.signal('SIGINT', echoMs);
    expect(said).toEqual(['last words', 'exit 130']);
  });

  test('ignores the second signal that npm sends', () => {
    const { said, ...run } = sim();
    run.signal('SIGINT', 10);
    run.signal('SIGINT', echoMs - 1);
    expect(said).toEqual([]);
  });

  test('leaves signals alone when it is over', () => {
    const { heard, close } = sim();
    close();
    expect([...heard.keys()]).toEqual([]);
  });
});
