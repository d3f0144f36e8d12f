import { BadUse } from './bad-use.js';

/** Where a simulator listens unless it was told otherwise. */
export const standardAddress = 'http://127.0.0.1:4010';

/** Reads a base URL, with or without a slash at its end; one that will not do is not repeated, for a password may be in it. */
export function addressFlag(text: string): string {
  if (/^https?:\/\/[^/@]+(?:\/[^@?#]*)?$/.test(text)) return text.replace(/\/+$/, '');
  throw new BadUse('--url must be a URL such as http://127.0.0.1:4010, without user and password');
}
