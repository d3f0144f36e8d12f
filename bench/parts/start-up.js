import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { onCore } from '../child.js';
import { median } from '../statistics.js';
import { below } from '../targets.js';
import { isSuccess, signedRequests } from '../traffic.js';

const bareFile = new URL('../server/bare.js', import.meta.url).pathname;

/** From the start of the process to its first success: the simulator's command line against the bare server. */
export async function startUp({ dist, starts }) {
  const programs = {
    bare: [bareFile],
    simulator: [`${dist}/simulator/cli.js`, 'serve', '--port', '0'],
  };
  const samples = { bare: [], simulator: [] };
  // The first pair only brings the files into the page cache.
  for (let turn = -1; turn < starts; turn += 1) {
    for (const [name, args] of Object.entries(programs)) {
      const took = await timeToFirstReply(args);
      if (turn >= 0) samples[name].push(took);
    }
  }
  const table = {
    bare: { milliseconds: median(samples.bare) },
    simulator: { milliseconds: median(samples.simulator) },
  };
  const ratio = table.simulator.milliseconds / table.bare.milliseconds;
  return { table, samples, targets: [below('start-up to first reply, simulator / bare', ratio, 2)] };
}

async function timeToFirstReply(args) {
  const [signed] = signedRequests();
  const [command, ...rest] = onCore(0, args);
  const began = performance.now();
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const body = await replyTo(signed, await portOf(child));
    const took = performance.now() - began;
    if (!isSuccess(body)) throw new Error(`the first reply of ${args[0]} was not a success: ${body}`);
    return took;
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}

/** The port that a server names on standard output. */
async function portOf(child) {
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`the server ended before it listened: ${said}`);
}

async function replyTo({ method, path, headers, body }, port) {
  const asking = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  asking.end(body);
  const [response] = await once(asking, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return text;
}
