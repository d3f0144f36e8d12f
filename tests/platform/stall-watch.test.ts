import { expect, test } from '@jest/globals';
import { watchStalls } from '../../simulator/platform/stall-watch.js';

test('a turn of 200 ms or more of this process is logged, with what began last before it', () => {
  let time = 0;
  let used = 0;
  let look = (): void => undefined;
  let stopped = false;
  const lines: string[] = [];
  const watch = watchStalls({
    now: () => time,
    cpu: () => used,
    every(_ms, again) {
      look = again;
      return () => {
        stopped = true;
      };
    },
    log: (line) => lines.push(line),
  });
  const turn = (ms: number, cpu = ms): void => {
    time += ms;
    used += cpu;
    look();
  };
  turn(50);
  watch.begins('POST sandbox.ytx.net');
  turn(249);
  expect(lines).toEqual([]);
  watch.begins('GET /_simulator/journal');
  turn(1250);
  turn(50);
  turn(3000, 90);
  expect(lines).toEqual([
    'stall: nothing was answered for 1200 ms, 1250 ms of CPU; last began: GET /_simulator/journal',
  ]);
  watch.stop();
  expect(stopped).toBe(true);
});
