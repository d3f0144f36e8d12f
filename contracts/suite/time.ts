/** An ISO 8601 instant with its offset, in ms since the epoch. */
export function instantMs(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant) || !/(Z|[+-]\d\d:\d\d)$/.test(text))
    throw new Error(`"${text}" is no instant with an offset`);
  return instant;
}
