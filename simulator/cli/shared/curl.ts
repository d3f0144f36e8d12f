import type { SignedByHand } from '../../core/requests/request-builder.js';
import { quoteText } from './text.js';

/** A signed request as a curl command, with `--data-raw` since other flags read a body that begins with `@` from a file. */
export function curlCommand({ method, host, target, headers, body }: SignedByHand, url: string): string {
  return [
    `curl -sS -i -X ${method} ${quoteText(`${url}/${host}${target}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoteText(`${name}: ${value}`)}`),
    `--data-raw ${quoteText(body)}`,
  ].join(' \\\n  ');
}
