import type { SignedByHand } from '../../core/requests/request-builder.js';
import { quoted } from './text.js';

/** A signed request as a curl command, with `--data-raw` since other flags read a body that begins with `@` from a file. */
export function curlCommand({ method, host, target, headers, body }: SignedByHand, url: string): string {
  return [
    `curl -sS -i -X ${method} ${quoted(`${url}/${host}${target}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ');
}
