import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openLane } from './connection.js';

const program = fileURLToPath(new URL('../../dist/simulator/cli.js', import.meta.url));

/** The memory limits of all spaces, and of the process: MiB. */
const budget = { spaces: 96, resident: 512 };
const stallLimitMs = 1000;
/** So many signatures are searched for in what the control API shows, the latest ones. */
const mostSignatures = 32;

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
  const secrets = secretsIn(await (await fetch(`${url}/_simulator/world`)).json());
  // The latest signatures that were sent.
  const signatures = [];
  const secretsFor = (request) => (request.includes('/_simulator/') ? [...secrets, ...signatures] : secrets);
  return {
    port,
    cast,
    secrets,
    problems: state.problems,
    /** Collects the harm of an input that is no request; undefined for a harmless one. */
    report(problem, kind) {
      if (problem !== undefined) state.problems.push(`${problem} by a ${kind}`);
    },
    now: () => at + Date.now() - began,
    carry(signature) {
      signatures.push(signature);
      if (signatures.length > mostSignatures) signatures.shift();
    },
    /** Sends requests one after the other, and collects the harm that their replies show. */
    lane() {
      const { exchange, close } = openLane(port);
      const send = async (request, kind) => {
        const problem = harmIn(await exchange(request), { request: request.bytes, secrets: secretsFor(request.bytes) });
        if (problem !== undefined) state.problems.push(`${problem} by a ${kind} request: ${shown(request.bytes)}`);
      };
      return { send, close };
    },
    lookAtMemory() {
      if (child.exitCode !== null) return;
      const resident =
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      state.most.mib = Math.max(state.most.mib, Math.round(resident));
      if (resident > budget.resident) state.problems.push(`memory: ${Math.round(resident)} MiB are resident`);
    },
    async lookAtJournal() {
      if (child.exitCode !== null) return;
      const page = await fetch(`${url}/_simulator/journal?limit=20`).then((reply) => reply.text());
      for (const secret of [...secrets, ...signatures])
        if (page.includes(secret)) state.problems.push(`leak: the journal contains ${secret}`);
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

/** The texts below names such as `authToken`, and the keys of grants, which are tokens. */
function secretsIn(value, name = '') {
  if (typeof value === 'string') return /token|secret/i.test(name) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  const keys = name === 'grants' ? Object.keys(value) : [];
  return [...keys, ...Object.entries(value).flatMap(([key, each]) => secretsIn(each, key))];
}

/** Replies to these contain tokens by design: of the world, or of an example. */
const givesSecrets = /\/_simulator\/(?:world|cast|openapi\.json)/i;

/** The problem that a reply shows; undefined for a harmless one. */
export function harmIn({ bytes, hangs, hasMore }, { request, secrets }) {
  if (hangs) return 'hang: no complete reply came back';
  const beginning = bytes.toString('latin1', 0, 4096);
  if (hasMore) return `two replies to one request: ${beginning.slice(0, 600)}`;
  if (/^HTTP\/1\.1 500|^simulator-fault:/im.test(beginning)) return `fault: ${beginning.slice(0, 600)}`;
  const leak = secrets.find((secret) => bytes.includes(secret));
  if (leak === undefined || givesSecrets.test(request.toString('latin1'))) return undefined;
  return `leak: the reply contains ${leak}`;
}

/** Reads the log of the server: stalls, and faults that no reply has reported. */
export function hear(state, text) {
  for (const [, ms] of text.matchAll(/^stall: no request was answered for \d+ ms, (\d+) ms of CPU.*$/gm)) {
    state.most.stallMs = Math.max(state.most.stallMs, Number(ms));
    if (Number(ms) > stallLimitMs) state.problems.push(text.trim());
  }
  if (/^\s+at .+:\d+:\d+\)?$/m.test(text)) state.problems.push(`fault in the log: ${text.slice(0, 1500)}`);
}

const shown = (bytes) => JSON.stringify(bytes.toString('latin1').slice(0, 600));
