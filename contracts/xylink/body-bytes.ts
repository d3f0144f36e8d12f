/** Whether a body is nothing but ASCII white space; an empty one is. The provider's own programs sign such a body as none. */
export const isBlank = (body: Uint8Array): boolean => body.every(isWhiteSpace);

/** What Java calls white space, which is what the provider's SDK asks for, as far as one byte holds it. */
const isWhiteSpace = (byte: number): boolean =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x1c && byte <= 0x1f);

/** No bytes. */
export const noBody = new Uint8Array();
