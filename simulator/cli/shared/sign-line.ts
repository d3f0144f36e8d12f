import type { Place } from '../../error-catalogue/rows.js';
import type { ByHandFlags } from '../../core/requests/request-builder.js';
import type { Space } from '../../core/state/space.js';
import { curlCommand } from './curl.js';
import { signRequest, defaultFlags, applyOverrides } from './request-overrides.js';
import { word } from './text.js';

/** The value of a flag as text; JSON for other values. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const texts = (flags: ByHandFlags): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, textOf(value)]));

/** The `understudy sign` command of a place. */
export function signLine({ provider, flags }: Place): string {
  const words = Object.entries(texts(flags)).flatMap(([name, value]) => [`--${name}`, word(value)]);
  return ['understudy sign', provider.name, ...words, '--curl'].join(' ');
}

/** The cast, time and address of a curl command. */
interface Signing {
  readonly space: Pick<Space, 'cast'>;
  /** ms since the epoch. */
  readonly now: number;
  /** Without a slash at its end. */
  readonly url: string;
}

/** The output of that command, or a comment with the reason where it cannot sign, such as for an unassigned role. */
export function curlLine({ provider, flags }: Place, { space, now, url }: Signing): string {
  const { scenario, header, ...own } = texts(flags);
  const signed = signRequest(provider, space, { flags: { ...defaultFlags(provider), ...own }, now });
  if (typeof signed === 'string') return `# ${signed}`;
  const overrides = { url, scenario: listOf(scenario), header: listOf(header) };
  const { sent, base } = applyOverrides(signed, overrides, provider);
  return curlCommand(sent, base);
}

const listOf = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text]);
