import { createHmac } from 'node:crypto';
import { isSecretKind } from './fields.js';
import type { Numbering } from './names.js';

/**
 * Numbers secrets within a whole recording, each kind from 1, in order of first appearance.
 *
 * What it remembers of a secret is an HMAC with a key that is nowhere written down: nobody can look one up in it.
 */
export function secretNumbering(key: Uint8Array): Numbering {
  const named = new Map<string, string>();
  const next = counting();
  return (kind, value) => {
    const digest = createHmac('sha256', key).update(value).digest('base64');
    const name = named.get(digest) ?? next(kind);
    named.set(digest, name);
    return name;
  };
}

/** Numbers ids within one case, each kind from 1; secrets are the whole recording's. */
export function caseNumbering(secrets: Numbering): Numbering {
  const next = counting();
  return (kind, value) => (isSecretKind(kind) ? secrets(kind, value) : next(kind));
}

/** Gives each kind its names in turn: `meid:1`, `meid:2`. */
function counting(): (kind: string) => string {
  const counts = new Map<string, number>();
  return (kind) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}:${count}`;
  };
}
