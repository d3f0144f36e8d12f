import type { Place } from '../../error-catalogue/rows.js';
import type { ByHandFlags } from '../../core/requests/request-builder.js';
import type { Space } from '../../core/state/space.js';
import { curlCommand } from './curl.js';
import { signedByHand, defaultFlags, withAdditions } from './request-overrides.js';
import { word } from './text.js';

/** A value of a flag as text; what is no text is given as JSON. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const texts = (flags: ByHandFlags): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, textOf(value)]));

/** The line that has a request at this place signed. */
export function signLine({ provider, flags }: Place): string {
  const words = Object.entries(texts(flags)).flatMap(([name, value]) => [`--${name}`, word(value)]);
  return ['understudy sign', provider.name, ...words, '--curl'].join(' ');
}

/** When and for whom a curl command is signed, and where it goes. */
interface Signing {
  readonly space: Pick<Space, 'cast'>;
  /** ms since the epoch. */
  readonly now: number;
  /** Without a slash at its end. */
  readonly url: string;
}

/** What that line prints; a comment that says why, where nothing can be signed, such as for a role that nobody plays. */
export function curlLine({ provider, flags }: Place, { space, now, url }: Signing): string {
  const { scenario, header, ...own } = texts(flags);
  const signed = signedByHand(provider, space, { flags: { ...defaultFlags(provider), ...own }, now });
  if (typeof signed === 'string') return `# ${signed}`;
  const additions = { url, scenario: listOf(scenario), header: listOf(header) };
  const { sent, base } = withAdditions(signed, additions, provider);
  return curlCommand(sent, base);
}

const listOf = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text]);
