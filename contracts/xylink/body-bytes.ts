/** Whether a body is empty or only ASCII white space. The provider's own programs sign it like a missing body. */
export const isBlank = (body: Uint8Array): boolean => body.every(isWhiteSpace);

/** White space as in Java, which the provider's SDK uses, among single bytes. */
const isWhiteSpace = (byte: number): boolean =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x1c && byte <= 0x1f);

/** The empty body. */
export const emptyBody = new Uint8Array();
