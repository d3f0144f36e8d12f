// Minified programs with a line for each statement: node prints the whole line of an uncaught error.
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { parseAst } from 'rolldown/parseAst';

/**
 * The files of a bundle, with each top statement of its programs on a line of its own, and their source maps to match.
 */
export function withLines(output) {
  const programs = new Map(
    output.filter(({ type }) => type === 'chunk').map(({ fileName, code }) => [fileName, brokenUp(code)]),
  );
  return output.map(({ type, fileName, code, source }) => {
    if (type === 'chunk') return [fileName, programs.get(fileName)?.code ?? code];
    const program = programs.get(fileName.replace(/\.map$/, ''));
    return [fileName, program === undefined ? source : mapOf(source, program.breaks)];
  });
}

/** A program with line breaks before its statements, and the columns of the new breaks by line of what it was. */
function brokenUp(code) {
  const starts = parseAst(code)
    .body.map(({ start }) => start)
    .filter((start) => start > 0 && code[start - 1] !== '\n');
  const breaks = new Map();
  let [line, begin] = [0, 0];
  for (const start of starts) {
    for (let next = code.indexOf('\n', begin); next !== -1 && next < start; next = code.indexOf('\n', begin)) {
      [line, begin] = [line + 1, next + 1];
    }
    breaks.set(line, [...(breaks.get(line) ?? []), start - begin]);
  }
  const ends = [...starts, code.length];
  return { code: [0, ...starts].map((start, index) => code.slice(start, ends[index])).join('\n'), breaks };
}

function mapOf(source, breaks) {
  const map = JSON.parse(source);
  const lines = decode(map.mappings).flatMap((segments, line) => splitAt(segments, breaks.get(line) ?? []));
  return JSON.stringify({ ...map, mappings: encode(lines) });
}

/** The segments of a line that is broken at these columns. */
const splitAt = (segments, columns) =>
  [0, ...columns].map((from, index) =>
    segments
      .filter(([column]) => column >= from && column < (columns[index] ?? Infinity))
      .map(([column, ...rest]) => [column - from, ...rest]),
  );
