import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/simulator/cli.js', import.meta.url));

/** The memory limits of all spaces, and of the process: MiB. */
const budget = { spaces: 96, resident: 512 };
/** A request without a reply and without a closed connection for this long, ms, hangs. */
const hangMs = 20_000;
const stallLimitMs = 1000;

/** Starts a server in its own process; its failures are collected in `problems`. */
export async function startTarget() {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=384', program, 'serve', '--port', '0', '--memory', `${budget.spaces}mb`],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const state = { problems: [], most: { mib: 0, stallMs: 0 }, ended: false };
  child.once('exit', (code, signal) => {
    if (!state.ended) state.problems.push(`crash: the server ended with ${signal ?? code}`);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => hear(state, text));
  const [first] = await once(child.stdout.setEncoding('utf8'), 'data');
  child.stdout.resume();
  const url = /http:\/\/[\d.:]+/.exec(first)[0];
  const port = Number(new URL(url).port);
  const cast = await (await fetch(`${url}/_simulator/cast`)).json();
  const { at } = await (await fetch(`${url}/_simulator/clock`)).json().then((clock) => ({ at: Date.parse(clock.now) }));
  const began = Date.now();
  const secrets = [cast.ytx['account:active'].authToken, cast.xylink['enterprise:main'].token];
  return {
    port,
    cast,
    problems: state.problems,
    now: () => at + Date.now() - began,
    async send(bytes, kind) {
      const problem = harmIn(await exchanged(port, bytes));
      if (problem !== undefined) state.problems.push(`${problem} by a ${kind} request: ${shown(bytes)}`);
    },
    async look() {
      if (child.exitCode !== null) return;
      const resident =
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      state.most.mib = Math.max(state.most.mib, Math.round(resident));
      if (resident > budget.resident) state.problems.push(`memory: ${Math.round(resident)} MiB are resident`);
      const page = await fetch(`${url}/_simulator/journal?limit=20`).then((reply) => reply.text());
      for (const secret of secrets)
        if (page.includes(secret)) state.problems.push('leak: the journal contains a token');
    },
    async stop() {
      state.ended = true;
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return state;
    },
  };
}

/** The problem of a reply; undefined for a harmless one. */
export function harmIn(reply) {
  if (reply === 'hangs') return 'hang: nothing came back';
  if (/^HTTP\/1\.1 500|^simulator-fault:/im.test(reply)) return `fault: ${reply.slice(0, 600)}`;
  return undefined;
}

/** Reads the log of the server: stalls, and faults that no reply has reported. */
export function hear(state, text) {
  for (const [, ms] of text.matchAll(/^stall: no request was answered for \d+ ms, (\d+) ms of CPU.*$/gm)) {
    state.most.stallMs = Math.max(state.most.stallMs, Number(ms));
    if (Number(ms) > stallLimitMs) state.problems.push(text.trim());
  }
  if (/^\s+at .+:\d+:\d+\)?$/m.test(text)) state.problems.push(`fault in the log: ${text.slice(0, 1500)}`);
}

/** The reply to some bytes, as Latin-1; `hangs` when the connection stays open without a reply. */
function exchanged(port, bytes) {
  return new Promise((resolve) => {
    let reply = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    const timer = setTimeout(() => {
      socket.destroy();
      resolve('hangs');
    }, hangMs);
    const done = () => {
      clearTimeout(timer);
      resolve(reply);
    };
    socket.setEncoding('latin1').on('data', (text) => {
      if (reply.length < 4096) reply += text;
    });
    socket.on('error', done).on('close', done);
  });
}

const shown = (bytes) => JSON.stringify(bytes.toString('latin1').slice(0, 600));
