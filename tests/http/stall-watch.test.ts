import { expect, test } from '@jest/globals';
import { watchStalls } from '../../simulator/http/stall-watch.js';

test('a turn of 200 ms or more is logged, with what began last before it', () => {
  let time = 0;
  let look = (): void => undefined;
  let stopped = false;
  const lines: string[] = [];
  const watch = watchStalls({
    now: () => time,
    every(_ms, again) {
      look = again;
      return () => {
        stopped = true;
      };
    },
    log: (line) => lines.push(line),
  });
  const turn = (ms: number): void => {
    time += ms;
    look();
  };
  turn(50);
  watch.begins('POST sandbox.ytx.net');
  turn(249);
  expect(lines).toEqual([]);
  watch.begins('GET /_simulator/journal');
  turn(1250);
  turn(50);
  expect(lines).toEqual(['stall: nothing was answered for 1200 ms; last began: GET /_simulator/journal']);
  watch.stop();
  expect(stopped).toBe(true);
});
