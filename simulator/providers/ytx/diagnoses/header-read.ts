import { readTimestamp } from '../../../../contracts/ytx/china-time.js';

/** How many times over base64 is taken off a header in search of its timestamp. */
const layers = 3;

/** What libraries for HTTP authentication put in front of a header. */
const scheme = /^(basic|bearer|token|digest)\s+/i;

/** A header as the word of a scheme in front, if there is one, and what stands behind it. */
export function withoutScheme(header: string): { readonly word: string | undefined; readonly rest: string } {
  const word = scheme.exec(header)?.[1];
  return { word, rest: header.replace(scheme, '') };
}

/** A text without its percent-encoding; as it is when it has none that can be resolved. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Base64 in any variant, with each character brought to the one it stands for: no padding, no line ends. */
export const bareBase64 = (text: string): string =>
  text
    .replace(/[\s=]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');

/** What base64 in any variant hides, a character for each byte; undefined when it is none. */
function behindBase64(text: string): string | undefined {
  try {
    return atob(bareBase64(text));
  } catch {
    return undefined;
  }
}

/** The fourteen digits with which a text ends or begins, if they are a timestamp. */
const timestampAt = (text: string): string | undefined =>
  [/(\d{14})\D{0,8}$/, /^(\d{14})\D/]
    .map((place) => place.exec(text)?.[1])
    .find((digits) => digits !== undefined && readTimestamp(digits) !== undefined);

/** The timestamp of an Authorization, however it was dressed up: it is what every other mistake is recomputed with. */
export function timestampBehind(header: string): string | undefined {
  let text: string | undefined = percentDecoded(percentDecoded(withoutScheme(header).rest));
  for (let layer = 0; layer <= layers && text !== undefined; layer += 1) {
    const found = timestampAt(text);
    if (found !== undefined) return found;
    text = behindBase64(text);
  }
  return undefined;
}
