import { afterAll, beforeAll, expect, test } from '@jest/globals';
import openapi from '../../simulator/http/control/openapi.json' with { type: 'json' };
import { type StartedSimulator, startSimulator } from '../../simulator/index.js';

let simulator: StartedSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ log: () => undefined });
});
afterAll(() => simulator.close());

/** Calls every function of an object and of the objects in it with these arguments; what they answer does not matter. */
async function callAll(of: object, leaveOut: readonly string[]): Promise<void> {
  for (const [name, member] of Object.entries(of)) {
    if (leaveOut.includes(name)) continue;
    if (typeof member === 'object' && member !== null) await callAll(member as object, leaveOut);
    if (typeof member === 'function') await Promise.resolve((member as Call)('ytx', {})).catch(() => undefined);
  }
}

type Call = (...values: readonly unknown[]) => unknown;

/** Requests that only a receiver of callbacks gets, and a spelling of a path that the kit does not need. */
const others = [/^\w+ \/_simulator\/sink\/\{rest\}$/, / \/_simulator\/scenarios\/\{provider\}\/\{name\}$/];

test('everything that the control API can, the interface for tests can', async () => {
  const sent = new Set<string>();
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    sent.add(`${init?.method ?? ''} ${new URL(input).pathname.replace(/^\/~[^/]+/, '')}`);
    return fetch(input, init);
  };
  try {
    const space = simulator.space('whole');
    await callAll(space, ['url', 'now', 'client', 'remove', 'waitFor']);
    await callAll(simulator, ['simulator', 'space', 'close', 'url']);
    await simulator.openapi();
    await Promise.all(
      [space.journal, space.callbacks].map(({ waitFor }) => waitFor({ timeout: 'PT0.01S' }).catch(() => 0)),
    );
    await space.stubs.remove('any').catch(() => undefined);
    await space.remove();
  } finally {
    globalThis.fetch = fetch;
  }
  const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const unreached = operations
    .filter((operation) => !others.some((shape) => shape.test(operation)))
    .filter((operation) => {
      const shape = new RegExp(`^${operation.replace(/\{\w+\}/g, '[^/]+')}$`);
      return ![...sent].some((request) => shape.test(request));
    });
  expect(unreached).toEqual([]);
  expect(sent.size).toBeGreaterThan(25);
});
