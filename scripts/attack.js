// `npm run attack`: sends hostile requests to a server of its own, and fails if one of them does harm.
import { parseArgs } from 'node:util';
import { mutations } from './attack/mutations.js';
import { randomFrom } from './attack/random.js';
import { startTarget } from './attack/target.js';
import { openWorldFiles } from './attack/world-files.js';

/** The kinds of requests, and files: these are read in this process. */
const worldFile = 'world-file';
function kindNames() {
  return [...Object.keys(mutations), worldFile];
}

const usage = `Send hostile requests to a simulator, and fail on a crash, a hang, a fault, a leaked secret, a stall of over 1 s,
or memory beyond the budget.

  npm run attack
  npm run attack -- --requests 1000000 --seed monday
  npm run attack -- --kind raw --seconds 10

Options:
  --seconds <n>   how long, in seconds (default: 60, or until --requests are sent)
  --requests <n>  how many requests (default: as many as fit)
  --seed <text>   seed of what is sent (default: attack)
  --kind <name>   one kind alone: ${kindNames().join(', ')}
`;

/** Connections that are open at once. */
const lanes = 8;
/** After this many requests, the memory of the server is checked. */
const memoryEvery = 500;
/** After this many requests, the journal is checked: to show 20 exchanges costs as much as a hundred requests. */
const journalEvery = 2000;

async function attack({ seconds, requests, seed, kind }) {
  const kinds = kind === undefined ? kindNames() : [kind];
  const target = await startTarget();
  const files = openWorldFiles(target.secrets);
  const sent = Object.fromEntries(kinds.map((name) => [name, 0]));
  const random = randomFrom(seed);
  const until = performance.now() + seconds * 1000;
  let count = 0;
  const run = async ({ send, close }) => {
    while (count < requests && performance.now() < until && target.problems.length === 0) {
      const name = kinds[count % kinds.length];
      count += 1;
      const number = count;
      sent[name] += 1;
      if (name === worldFile) target.report(await files.read(random), name);
      else await send(mutations[name](random, target), name);
      if (number % memoryEvery === 0) target.lookAtMemory();
      if (number % journalEvery === 0) await target.lookAtJournal();
    }
    close();
  };
  await Promise.all(Array.from({ length: lanes }, () => run(target.lane())));
  target.lookAtMemory();
  await target.lookAtJournal();
  files.close();
  const { problems, most } = await target.stop();
  return { sent, problems, most };
}

function optionsOf(argv) {
  const texts = { seconds: { type: 'string' }, requests: { type: 'string' }, seed: { type: 'string' } };
  const { values } = parseArgs({
    args: argv,
    options: { ...texts, kind: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return undefined;
  const requests = Number(values.requests ?? Infinity);
  const seconds = Number(values.seconds ?? (values.requests === undefined ? 60 : Infinity));
  if (!(requests > 0) || !(seconds > 0)) throw new RangeError('--seconds and --requests must be numbers above 0');
  if (values.kind !== undefined && !kindNames().includes(values.kind)) {
    throw new RangeError(`Unknown kind "${values.kind}". Kinds: ${kindNames().join(', ')}`);
  }
  return { seconds, requests, seed: values.seed ?? 'attack', kind: values.kind };
}

async function main() {
  const options = optionsOf(process.argv.slice(2));
  if (options === undefined) return void process.stdout.write(usage);
  const { sent, problems, most } = await attack(options);
  for (const [name, count] of Object.entries(sent))
    process.stdout.write(`${name}: ${count} ${name === worldFile ? 'files' : 'requests'}\n`);
  process.stdout.write(`largest resident memory: ${most.mib} MiB; longest stall: ${most.stallMs} ms\n`);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(
    problems.length === 0 ? 'no harm done\n' : `${problems.length} problems, seed ${options.seed}\n`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof RangeError) && !error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
