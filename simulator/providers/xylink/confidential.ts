import { headerOf, queryOf } from '../../core/arrival.js';
import type { Confidential } from '../../core/provider.js';
import { enterprises, grants, meetings, rooms } from './vocabulary.js';

const hex = /^[0-9a-f]{32,}$/i;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A digest of 32 bytes in base64: a signature 1.0. */
const digest = /^[A-Za-z0-9+/_-]{43}=$/;

/** What must never be shown of XYLink traffic: tokens, secrets, and the signatures that were made with them. */
export const confidential: Confidential = {
  secretsIn: (documents) => [
    ...enterprises.all(documents).flatMap(([, { token, clientSecret }]) => [token, clientSecret]),
    ...grants
      .all(documents)
      .flatMap(([, { accessToken, refreshToken, signSecret }]) => [accessToken, refreshToken, signSecret]),
  ],
  idsIn: (documents) => [
    ...enterprises.all(documents).flatMap(([id, { clientId }]) => [id, clientId]),
    ...rooms.all(documents).map(([number]) => number),
    // What looks like a digest in a group's number.
    ...meetings.all(documents).flatMap(([, { groups }]) => groups.map(({ groupNo }) => groupNo.slice('mms'.length))),
  ],
  carriedBy(arrival) {
    const headers = [headerOf(arrival, 'x-xy-sign'), headerOf(arrival, 'authorization')?.replace(/^bearer +/i, '')];
    const signatures = queryOf(arrival.targetAsSent)
      .split('&')
      .filter((pair) => pair.startsWith('signature=') && pair !== 'signature=signature')
      .map((pair) => pair.slice('signature='.length));
    return [...headers, ...signatures].filter((each) => each !== undefined && each !== '') as readonly string[];
  },
  looksLikeCredential: (run) => hex.test(run) || uuid.test(run) || digest.test(run),
};
