import type { Provider } from '../../core/provider.js';
import type { SignedByHand } from '../../core/requests/request-builder.js';
import { namedIn } from '../../core/scenarios/scenario-names.js';
import type { Space } from '../../core/state/space.js';
import { BadUse } from './flags.js';

/** What `understudy sign` was asked for: the provider's own flags, and the time (ms since the epoch). */
interface AskedByHand {
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly now: number;
}

/** Signs a request of this provider for somebody in this space's cast; a text says why it cannot. */
export function signedByHand(
  provider: Provider,
  space: Pick<Space, 'cast'>,
  { flags, now }: AskedByHand,
): SignedByHand | string {
  const cast = space.cast()[provider.name] ?? {};
  return provider.handSigning.sign({
    flags,
    now,
    cast: (role) => (Object.hasOwn(cast, role) ? (cast[role] as Readonly<Record<string, unknown>>) : undefined),
  });
}

/** The flags of this provider when none is given. */
export function defaultFlags({ handSigning }: Provider): AskedByHand['flags'] {
  return Object.fromEntries(handSigning.flags.map(({ name, standard }) => [name, standard]));
}

/** Where a signed request goes, and what is added to it on the way. */
export interface Additions {
  /** Where the simulator listens, without a slash at its end. */
  readonly url: string;
  /** Names of scenarios that the request is to meet. */
  readonly scenario: readonly string[];
  /** `Name: value`, each in the place of its namesake in whatever case; an empty value takes a header away. */
  readonly header: readonly string[];
}

/** The request with its additions, and the base URL to put in front of its host; `BadUse` for what cannot be added. */
export function withAdditions(
  signed: SignedByHand,
  { url, scenario, header }: Additions,
  provider: Provider,
): { readonly sent: SignedByHand; readonly base: string } {
  const named = namedIn(provider, scenario);
  if (!named.ok) throw new BadUse(`${named.problem.says} ${named.problem.fix}`);
  const base = [url, ...scenario.map(scenarioSegment)].join('/');
  return { sent: { ...signed, headers: withHeaders(signed.headers, header) }, base };
}

/** A provider's part of a scenario's name stands in a segment of its own. */
const scenarioSegment = (name: string): string => `+${name.split('/').map(encodeURIComponent).join('/')}`;

type Headers = SignedByHand['headers'];

/** A name, a colon, and what a header may hold (RFC 9110 §5); beyond ASCII it would be a matter of encoding. */
const headerLine = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\t\x20-\x7e]*?)[ \t]*$/;

/** Headers with these lines added; `BadUse` for a line that is none. */
export function withHeaders(headers: Headers, lines: readonly string[]): Headers {
  return lines.reduce((before, line) => {
    const [, name, value = ''] = headerLine.exec(line) ?? [];
    // The text is not repeated: it may be a credential.
    if (name === undefined) throw new BadUse("a header is written 'Name: value', in one line of ASCII");
    const others = Object.entries(before).filter(([each]) => each.toLowerCase() !== name.toLowerCase());
    return Object.fromEntries(value === '' ? others : [...others, [name, value]]);
  }, headers);
}
