import { createYtxClient, type YtxClient, type YtxClientOptions } from '../../client/index.js';

/** A URL without a server, unless a test intercepts its requests. */
export const nowhere = 'http://sandbox.ytx.net';

/** Invented keys, which must never appear in an error. */
export const keys = {
  accountSID: '0123456789abcdef0123456789abcdef',
  authToken: 'fedcba9876543210fedcba9876543210',
  appid: 'ab000000000000000000000000000001',
};

/** A client whose clock stands at 2026-11-21 12:00:00 at +08:00. */
export const clientOf = (options: Partial<YtxClientOptions> = {}): YtxClient =>
  createYtxClient({ baseUrl: nowhere, ...keys, clock: { now: () => Date.UTC(2026, 10, 21, 4) }, ...options });
