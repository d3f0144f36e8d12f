// Hostile world files: read as `serve --world` reads them, in this process.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { worldFrom } from '../../simulator/cli/shared/world-file.js';
import { startingWorld } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';
import { json, text, value } from './values.js';

/** The longest message, characters: ten mistakes of a line each. */
const longestMessage = 4000;
/** Beside the other kinds, their replies count too. */
const longestMs = 3000;

const pieces = [
  'a: &a [*a]',
  '<<: *nothing',
  '--- !!js/function "return 1"',
  '!!binary "%%%"',
  '---\na: 1\n---\nb: 2',
  '? [a, b]\n: c',
  '\t- x',
  '%YAML 9.9',
  '"unterminated',
  '__proto__: {polluted: true}',
  'constructor: {prototype: {}}',
  `a: ${'&a '.repeat(50)}x`,
];

const longPieces = [
  () => `x: ${'['.repeat(20_000)}`,
  () =>
    Array.from({ length: 30 }, (_, level) => `a${level}: &a${level} [${`*a${level - 1},`.repeat(level && 9)}]`).join(
      '\n',
    ),
  () => `x: "${'\\u0000'.repeat(50_000)}"`,
  () => Array.from({ length: 5000 }, (_, line) => `key${line}: ${line}`).join('\n'),
];

/** Reads hostile files; `read` resolves to the harm that one does, or to undefined. */
export function openWorldFiles(secrets) {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-attack-'));
  const base = dump(startingWorld, { lineWidth: -1, noRefs: true });
  const file = join(folder, 'world.yaml');
  // One at a time: the CPU time of the process is to be that of one file.
  let before = Promise.resolve();
  return {
    read(random) {
      const reading = before.then(() => harmOfFile(random));
      before = reading;
      return reading;
    },
    close: () => rmSync(folder, { recursive: true }),
  };

  async function harmOfFile(random) {
    writeFileSync(file, hostileFile(random, base));
    const began = process.cpuUsage();
    try {
      await worldFrom(file, providers, folder);
    } catch (error) {
      const problem = harmOf(error, secrets);
      if (problem !== undefined) return problem;
    }
    const { user, system } = process.cpuUsage(began);
    const ms = Math.round((user + system) / 1000);
    return ms > longestMs ? `stall: a world file took ${ms} ms of CPU` : undefined;
  }
}

function harmOf(error, secrets) {
  if (error?.name !== 'BadUse') return `fault: ${error?.stack ?? error}`;
  if (error.message.length > longestMessage) return `a message of ${error.message.length} characters`;
  const leak = secrets.find((secret) => error.message.includes(secret));
  return leak === undefined ? undefined : `leak: a message contains ${leak}: ${error.message.slice(0, 400)}`;
}

/** The starting world with lines changed, moved or put in, another document, or bytes that are no text. */
function hostileFile(random, base) {
  const way = random.below(8);
  if (way === 0) return json(random);
  if (way === 1) return JSON.stringify({ ...startingWorld, [text(random).slice(0, 200)]: value(random) });
  if (way === 2) return random.bytes(random.below(300));
  const lines = base.split('\n');
  for (let changes = 1 + random.below(4); changes > 0; changes -= 1) changeLine(lines, random);
  const changed = lines.join('\n');
  return way === 3 ? `\ufeff${changed}` : changed;
}

function changeLine(lines, random) {
  const at = random.below(lines.length);
  const [indent] = /^ */.exec(lines[at]);
  const put = (piece) => lines.splice(at, 0, ...piece.split('\n').map((line) => `${indent}${line}`));
  const way = random.below(7);
  if (way === 0) put(random.pick(pieces));
  else if (way === 1 && random.chance(0.05)) put(random.pick(longPieces)());
  else if (way === 2) lines.splice(at, 1);
  else if (way === 3) lines[at] = lines[at].replace(/:.*/, () => `: ${JSON.stringify(value(random))}`);
  else if (way === 4) lines[at] = `${random.pick(['', '  ', '    ', '\t'])}${lines[at].trim()}`;
  else if (way === 5) lines[at] = lines[at].slice(0, random.below(lines[at].length + 1));
  else lines.splice(at, 0, lines[random.below(lines.length)]);
}
