/** An ISO 8601 instant with its offset, in ms since the epoch. Throws an Error for any other text. */
export function instantMs(text: string): number {
  if (!isInstant(text)) throw new Error(`"${text}" is not an instant with an offset`);
  return Date.parse(text);
}

/** Whether a text is an ISO 8601 instant with its offset. */
export const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text)) && /(Z|[+-]\d\d:\d\d)$/.test(text);
