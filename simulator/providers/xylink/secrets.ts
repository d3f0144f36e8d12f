import type { SecretRules } from '../../core/provider.js';
import { headerOf, queryOf } from '../../core/requests/incoming-request.js';
import { enterprises, grants, meetings, rooms } from './model.js';

const hex = /^[0-9a-f]{32,}$/i;
/** An access or refresh token. */
export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A digest of 32 bytes in base64: a signature 1.0. */
const digest = /^[A-Za-z0-9+/_-]{43}=$/;

/** User and password before the host of a URL, in JSON or not. */
const userAndPassword = /:(?:\\?\/){2}([^\s/?#":\\]*:[^\s/?#"\\]+)@/g;
const decoder = new TextDecoder();

/** Passwords in a handler URL, which is refused for them. */
const passwordsIn = (body: Uint8Array): readonly string[] =>
  Array.from(decoder.decode(body).matchAll(userAndPassword), ([, pair = '']) => pair);

/** The secrets in XYLink traffic: tokens, secrets, signatures made with them, and passwords in URLs. */
export const secretRules: SecretRules = {
  secretsIn: (documents) => [
    ...enterprises.all(documents).flatMap(([, { token, clientSecret }]) => [token, clientSecret]),
    ...grants
      .all(documents)
      .flatMap(([, { accessToken, refreshToken, signSecret }]) => [accessToken, refreshToken, signSecret]),
  ],
  idsIn: (documents) => [
    ...enterprises.all(documents).flatMap(([id, { clientId }]) => [id, clientId]),
    ...rooms.all(documents).map(([number]) => number),
    // The part of a group's number that looks like a digest.
    ...meetings.all(documents).flatMap(([, { groups }]) => groups.map(({ groupNo }) => groupNo.slice('mms'.length))),
  ],
  credentialsIn(request) {
    const headers = [headerOf(request, 'x-xy-sign'), headerOf(request, 'authorization')?.replace(/^bearer +/i, '')];
    const signatures = queryOf(request.targetAsSent)
      .split('&')
      .filter((pair) => pair.startsWith('signature=') && pair !== 'signature=signature')
      .map((pair) => pair.slice('signature='.length));
    return [...headers, ...signatures, ...passwordsIn(request.body)].filter(
      (each) => each !== undefined && each !== '',
    ) as readonly string[];
  },
  looksLikeCredential: (run) => hex.test(run) || uuid.test(run) || digest.test(run),
};
