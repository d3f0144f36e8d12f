import { phrase, say } from '../../../contracts/messages.js';
import type { Provider } from '../../core/provider.js';
import type { SignedByHand } from '../../core/requests/request-builder.js';
import { findScenarios } from '../../core/scenarios/scenario-names.js';
import type { Space } from '../../core/state/space.js';
import { BadUse } from './flags.js';

/** The provider's own flags of `understudy sign`, and the time (ms since the epoch). */
interface SignInput {
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly now: number;
}

/** Signs a request of this provider with the space's cast; returns a text with the reason when it cannot. */
export function signRequest(
  provider: Provider,
  space: Pick<Space, 'cast'>,
  { flags, now }: SignInput,
): SignedByHand | string {
  const cast = space.cast()[provider.name] ?? {};
  return provider.signCommand.sign({
    flags,
    now,
    cast: (role) => (Object.hasOwn(cast, role) ? (cast[role] as Readonly<Record<string, unknown>>) : undefined),
  });
}

/** The default flags of this provider. */
export function defaultFlags({ signCommand }: Provider): SignInput['flags'] {
  return Object.fromEntries(signCommand.flags.map(({ name, default: value }) => [name, value]));
}

/** Where a signed request goes, and how it is changed. */
export interface RequestOverrides {
  /** Where the simulator listens, without a slash at its end. */
  readonly url: string;
  /** Names of scenarios to activate. */
  readonly scenario: readonly string[];
  /** `Name: value`; each replaces the header of this name (case-insensitive), an empty value removes it. */
  readonly header: readonly string[];
}

/** Applies the overrides: the request, and the base URL in front of its host; `BadUse` for an invalid override. */
export function applyOverrides(
  signed: SignedByHand,
  { url, scenario, header }: RequestOverrides,
  provider: Provider,
): { readonly sent: SignedByHand; readonly base: string } {
  const urlScenarios = findScenarios(provider, scenario);
  if (!urlScenarios.ok) throw new BadUse(say`${phrase(urlScenarios.problem.says)} ${phrase(urlScenarios.problem.fix)}`);
  const base = [url, ...scenario.map(scenarioSegment)].join('/');
  return { sent: { ...signed, headers: withHeaders(signed.headers, header) }, base };
}

/** The provider prefix of a scenario name is a URL segment of its own. */
const scenarioSegment = (name: string): string => `+${name.split('/').map(encodeURIComponent).join('/')}`;

type Headers = SignedByHand['headers'];

/** A header line (RFC 9110 §5), ASCII only: other characters would depend on an encoding. */
const headerLine = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\t\x20-\x7e]*?)[ \t]*$/;

/** Sets headers from these lines; `BadUse` for an invalid line. */
export function withHeaders(headers: Headers, lines: readonly string[]): Headers {
  return lines.reduce((before, line) => {
    const [, name, value = ''] = headerLine.exec(line) ?? [];
    // The message does not quote the line, which may hold a credential.
    if (name === undefined) throw new BadUse(say`--header must have the form 'Name: value', in ASCII and on one line`);
    const others = Object.entries(before).filter(([each]) => each.toLowerCase() !== name.toLowerCase());
    return Object.fromEntries(value === '' ? others : [...others, [name, value]]);
  }, headers);
}
