import { isJsonObject } from '../../../contracts/json.js';
import type { Provider } from '../provider.js';
import type { IncomingRequest } from '../requests/incoming-request.js';
import type { Documents } from '../state/documents.js';
import { endsOf, shortening } from './credential-runs.js';
import type { Effort } from './escapes.js';
import { encodingsOf } from './secret-encodings.js';
import { type SecretIndex, secretIndex } from './secret-index.js';
import { type SecretMatch, secretMatches } from './secret-matches.js';
import { barrier, type Layer, layersOf } from './text-layers.js';

/**
 * Removes credentials from a text; with a request, also those that the request carried. `byLooks: false` leaves text
 * that merely looks like one, for texts that must name ids which the world does not know yet.
 */
export type Redact = (text: string, request?: IncomingRequest, byLooks?: boolean) => string;

/** What is shown instead of a credential of which nothing may be shown. */
export const hidden = '‹redacted›';
const marker = /‹redacted(?: [\w+/=:.-]{4}…[\w+/=:.-]{4})?›/g;

/** Every credential is at least so long, in any encoding. */
const shortestCredential = 8;

/**
 * The length of a secret that is searched for; if a secret is longer, the rest of the word that contains it is hidden
 * too. A request's secrets are indexed for that request alone, and a request can carry secrets of any length.
 */
const maxKnownLength = 4096;
const maxCarriedLength = 256;

/** The maximum number of different credentials of one request that are indexed, the first ones. Others are hidden by their looks. */
const maxCarried = 32;

/** The maximum number of redacted texts, and their maximum length, in characters, that are cached while a journal is shown. */
const remembered = 10_000;
const maxRememberedLength = 2000;

/** A short credential is hidden whole, since its ends would be most of it. */
const digestOf = (credential: string): string =>
  /^[\w+/=:.-]{16,}$/.test(credential) ? `‹redacted ${endsOf(credential)}›` : hidden;

/** The index for one set of secrets. It is cached, because all entries of a journal are read with the same one. */
interface Ready {
  readonly secrets: readonly string[];
  readonly index: SecretIndex;
  readonly carried: WeakMap<IncomingRequest, SecretIndex>;
}

const readyFor = new WeakMap<Documents, Ready>();

/** The maximum number of indices shared between spaces: nearly all spaces have the secrets of the same starting world. */
const maxShared = 4;
const shared: Pick<Ready, 'secrets' | 'index'>[] = [];

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each, index) => each === others[index]);

function sharedIndex(secrets: readonly string[]): SecretIndex {
  const found = shared.find((each) => areSame(each.secrets, secrets));
  if (found !== undefined) return found.index;
  const index = indexOf(secrets, maxKnownLength, () => hidden);
  shared.unshift({ secrets, index });
  shared.length = Math.min(shared.length, maxShared);
  return index;
}

function ready(documents: Documents, secrets: readonly string[]): Ready {
  const before = readyFor.get(documents);
  if (before !== undefined && areSame(before.secrets, secrets)) return before;
  const index = sharedIndex(secrets);
  const made = { secrets, index, carried: new WeakMap<IncomingRequest, SecretIndex>() };
  readyFor.set(documents, made);
  return made;
}

const indexOf = (secrets: readonly string[], longest: number, shown: (secret: string) => string): SecretIndex =>
  secretIndex(
    secrets.flatMap((secret) => {
      const shownAs = shown(secret);
      const isBeginning = secret.length > longest;
      return encodingsOf(secret.slice(0, longest)).map((text) => ({ text, shownAs, isBeginning }));
    }),
  );

/**
 * The redactor for the secrets of these providers in the present documents, and for `former` secrets.
 *
 * It takes a number of steps linear in the length of a text, for any content; `effort` counts them.
 */
export function redactorFor(
  providers: readonly Pick<Provider, 'secretRules'>[],
  documents: Documents,
  former: Iterable<string> = [],
  effort: Effort = { steps: 0 },
): Redact {
  const rules = providers.map(({ secretRules: own }) => own);
  const known = ready(documents, [...new Set([...rules.flatMap((each) => each.secretsIn(documents)), ...former])]);
  let ids: ReadonlySet<string> | undefined;
  const isId = (text: string): boolean => {
    ids ??= new Set(rules.flatMap((each) => each.idsIn(documents)).map((id) => id.toLowerCase()));
    return ids.has(text.toLowerCase());
  };
  // Nearly every text is searched twice: for its request's credentials, and for the known secrets.
  let latest: { readonly text: string; readonly layers: readonly Layer[] } = { text: '', layers: [] };
  const hiding = (text: string, secrets: SecretIndex): string => {
    if (secrets.isEmpty) return text;
    if (latest.text !== text) latest = { text, layers: layersOf(withoutMarkers(text), effort) };
    return replaceMatches(text, mergeMatches(secretMatches(latest.layers, secrets, effort)));
  };
  const indexOfRequest = (request: IncomingRequest): SecretIndex => {
    const before = known.carried.get(request);
    if (before !== undefined) return before;
    // A word that holds more than a credential of this request is hidden whole by the index of the world.
    const credentials = [...new Set(rules.flatMap((each) => each.credentialsIn(request)))]
      .filter((each) => !isId(each) && hiding(each, known.index) === each)
      .slice(0, maxCarried);
    const made = indexOf(credentials, maxCarriedLength, digestOf);
    known.carried.set(request, made);
    return made;
  };
  const isCredential = (run: string): boolean => rules.some((each) => each.looksLikeCredential(run)) && !isId(run);

  // A journal repeats the same texts: expected values, header names, the provider's refusals.
  const before = new Map<string, string>();
  const withoutAny = (text: string): string => {
    const found = before.get(text) ?? shortening(hiding(text, known.index), isCredential, effort);
    if (text.length <= maxRememberedLength && before.size < remembered) before.set(text, found);
    return found;
  };

  return (text, request, byLooks = true) => {
    if (text.length < shortestCredential) return text;
    const withoutCarried = request === undefined ? text : hiding(text, indexOfRequest(request));
    return byLooks ? withoutAny(withoutCarried) : hiding(withoutCarried, known.index);
  };
}

/** Replaces the markers of an earlier redaction, so that nothing matches in them. */
const withoutMarkers = (text: string): string =>
  text.includes('‹') ? text.replace(marker, ({ length }) => barrier.repeat(length)) : text;

/** Replaces every match. */
function replaceMatches(text: string, matches: readonly SecretMatch[]): string {
  const parts: string[] = [];
  let shown = 0;
  for (const { from, until, shownAs = hidden } of matches) {
    parts.push(text.slice(shown, from), shownAs);
    shown = until;
  }
  return shown === 0 ? text : parts.join('') + text.slice(shown);
}

/** Merges matches that overlap; a merged match of different credentials shows nothing of either. */
function mergeMatches(matches: readonly SecretMatch[]): readonly SecretMatch[] {
  const apart: SecretMatch[] = [];
  for (const next of matches) {
    const last = apart.at(-1);
    if (last === undefined || next.from >= last.until) {
      apart.push(next);
      continue;
    }
    const until = Math.max(last.until, next.until);
    const shownAs = last.shownAs === next.shownAs ? last.shownAs : undefined;
    apart[apart.length - 1] = { from: last.from, until, shownAs };
  }
  return apart;
}

/** A plain JSON value with credentials removed from every text in it, member names included. */
export function redactJson(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((each) => redactJson(each, redact));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [redact(name), redactJson(each, redact)]));
}
