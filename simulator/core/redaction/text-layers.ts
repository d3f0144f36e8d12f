import { type Effort, hexDigitOf } from './escapes.js';
import { isPassedOver, shortestSecret } from './secret-encodings.js';
import { deepest, textOf, type Unescaped, unescapeOnce, withLineEnds } from './unescape.js';

/** A form of a text: the text itself, or decoded from another layer. */
export interface Layer {
  readonly text: string;
  readonly decoded?: { readonly from: Layer; readonly ends: Int32Array; readonly by: 'escapes' | 'hex' };
}

/** Separates runs of hex; it occurs in no secret. */
export const barrier = '\uffff';

/**
 * Every layer in which a secret may occur: the text, and its escapes resolved level by level; each of these with its
 * escaped line ends resolved; and the hex bytes of all of them.
 */
export function layersOf(text: string, effort: Effort): readonly Layer[] {
  const levels: Layer[] = [{ text }];
  let last: Layer | undefined = levels[0];
  while (last !== undefined && levels.length <= deepest) {
    last = decodedLayer(last, unescapeOnce(last.text, effort));
    if (last !== undefined) levels.push(last);
  }
  return levels
    .flatMap((level) => [level, decodedLayer(level, withLineEnds(level.text, effort))])
    .flatMap((layer) => (layer === undefined ? [] : [layer, ...hexLayersOf(layer, effort)]));
}

const decodedLayer = (from: Layer, once: Unescaped | undefined): Layer | undefined =>
  once && { text: once.text, decoded: { from, ends: once.ends, by: 'escapes' } };

/** The place in the outermost text of the boundary before code unit `at` of a layer. */
export function placeOf(layer: Layer, at: number): number {
  let place = at;
  let { decoded } = layer;
  while (decoded !== undefined) {
    place = place === 0 ? 0 : (decoded.ends[place - 1] ?? 0);
    ({ decoded } = decoded.from);
  }
  return place;
}

interface HexRun {
  readonly from: number;
  readonly until: number;
}

const minDigits = shortestSecret * 2;

/**
 * The bytes of hex digits. A run may begin with half a byte that belongs to no secret, so both alignments are tried.
 */
function hexLayersOf(layer: Layer, effort: Effort): readonly Layer[] {
  const runs = hexRunsIn(layer.text, effort);
  if (runs.length === 0) return [];
  return [0, 1].map((skipped) => {
    const { text, ends } = bytesOf(layer.text, runs, skipped);
    effort.steps += layer.text.length;
    return { text, decoded: { from: layer, ends, by: 'hex' } };
  });
}

/** Runs of hex digits that are long enough for a secret, including the skipped characters among them. */
function hexRunsIn(text: string, effort: Effort): readonly HexRun[] {
  effort.steps += text.length;
  const runs: HexRun[] = [];
  let from = 0;
  let digits = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isDigit = hexDigitOf(code) !== undefined;
    const isEnd = !isDigit && digits > 0 && !isPassedOver(code);
    if (isEnd && digits >= minDigits) runs.push({ from, until: at });
    if (isEnd) digits = 0;
    if (isDigit && digits === 0) from = at;
    if (isDigit) digits += 1;
  }
  return runs;
}

function bytesOf(text: string, runs: readonly HexRun[], skipped: number): Unescaped {
  const max = runs.reduce((sum, { from, until }) => sum + 1 + until - from, 0);
  const units = new Uint16Array(max);
  const ends = new Int32Array(max);
  let length = 0;
  const put = (unit: number, end: number): void => {
    units[length] = unit;
    ends[length] = end;
    length += 1;
  };
  const putBytes = ({ from, until }: HexRun): void => {
    let high: number | undefined;
    for (let at = from; at < until; at += 1) {
      const digit = hexDigitOf(text.charCodeAt(at));
      if (digit === undefined) continue;
      if (high !== undefined) put(high * 16 + digit, at + 1);
      high = high === undefined ? digit : undefined;
    }
  };
  for (const { from, until } of runs) {
    put(barrier.charCodeAt(0), from + skipped);
    putBytes({ from: from + skipped, until });
  }
  return { text: textOf(units.subarray(0, length)), ends: ends.subarray(0, length) };
}
