import { expect, test } from '@jest/globals';
import { createSimulator } from '../../simulator/index.js';
import { noon, prepare, send } from '../ytx/caller.js';

test('the log has warnings in Chinese if the option says so', async () => {
  const lines: string[] = [];
  const simulator = createSimulator({
    clock: { now: () => noon },
    language: 'zh',
    warn: (text) => lines.push(text),
  });
  const listening = await simulator.listen(0);
  const prepared = prepare(simulator.spaces.getOrCreate(undefined), { fields: { extra: 1 } });
  const target = `/${prepared.host}${prepared.target}`;
  await send(Number(new URL(listening.url).port), { ...prepared, target });
  await listening.close();
  expect(lines).toEqual([
    expect.stringMatching(/^警告：空间 default 的第 1 次请求：接口没有.*`?extra`?.*。（ytx\/unknown-members）$/),
  ]);
});
