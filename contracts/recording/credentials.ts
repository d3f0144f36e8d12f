import type { Asked } from './exchange.js';
import { isWorthLookingFor } from './scan.js';

/** What of a request proves who sent it: signatures, as they stand there and decoded, and the whole of its Authorization. */
export function credentialsIn({ url, headers }: Asked): readonly string[] {
  const inQuery = Array.from(url.matchAll(/[?&](?:sign|signature)=([^&#]+)/gi), ([, value = '']) => value);
  const inHeaders = ['authorization', 'x-xy-sign'].flatMap((name) => headers[name] ?? []);
  return [...inQuery, ...inQuery.map(decoded), ...inHeaders].filter(isWorthLookingFor);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
