import type { Provider } from '../core/provider.js';
import { firstSegment } from './target.js';

/** The simulator's own segments at the front of a path. */
export interface Prefix {
  /** The `/~name` segments, decoded and lower case, without the tilde; more than one is a mistake. */
  readonly spaces: readonly string[];
  /** The `/+scenario` segments in order, decoded, without the plus sign. */
  readonly scenarios: readonly string[];
  /** The path behind them, as it stood. */
  readonly path: string;
}

const marks = { space: ['~', '%7e'], scenario: ['+', '%2b'] } as const;

/**
 * Takes the simulator's own segments off a path, in any order; undefined when one of them cannot be decoded.
 *
 * A scenario that is one of `providers` is only the first half of a name: `/+ytx/app-offline/`.
 */
export function prefixOf(path: string, providers: readonly Pick<Provider, 'name'>[]): Prefix | undefined {
  const spaces: string[] = [];
  const scenarios: string[] = [];
  let rest = path;
  while (mayBeOurs(rest)) {
    const { segment, behind } = firstSegment(rest);
    const space = behindMark(segment, marks.space);
    const name = decoded(space ?? behindMark(segment, marks.scenario));
    if (name === null) return undefined;
    if (name === undefined) break;
    const whole =
      space === undefined && providers.some((each) => each.name === name) ? secondHalf(name, behind) : { name, behind };
    if (whole === undefined) return undefined;
    if (space === undefined) scenarios.push(whole.name);
    else spaces.push(name.toLowerCase());
    rest = whole.behind;
  }
  return { spaces, scenarios, path: rest };
}

/** A scenario's name whose provider stands in a segment of its own. */
function secondHalf(provider: string, path: string): { readonly name: string; readonly behind: string } | undefined {
  const { segment, behind } = firstSegment(path);
  const name = decoded(segment);
  return typeof name === 'string' ? { name: `${provider}/${name}`, behind } : undefined;
}

/** One look at one character settles it for nearly every request. */
function mayBeOurs(path: string): boolean {
  const first = path[1];
  return first === '~' || first === '+' || first === '%';
}

function behindMark(segment: string, [plain, encoded]: readonly [string, string]): string | undefined {
  if (segment.startsWith(plain)) return segment.slice(plain.length);
  return segment.slice(0, encoded.length).toLowerCase() === encoded ? segment.slice(encoded.length) : undefined;
}

/** The decoded text; null when it cannot be decoded, undefined when there is none. */
function decoded(text: string | undefined): string | null | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return null;
  }
}
