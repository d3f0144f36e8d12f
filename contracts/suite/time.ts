const shape = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** An ISO 8601 duration of days and less, perhaps with a minus sign, in ms: `-PT25H`. */
export function durationMs(text: string): number {
  const match = shape.exec(text);
  if (match === null) throw new Error(`"${text}" is no duration such as PT25H`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((part: string | undefined) => Number(part ?? 0));
  const total = ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000;
  return match[1] === '-' ? -total : total;
}

/** An ISO 8601 instant with its offset, in ms since the epoch. */
export function instantMs(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant) || !/(Z|[+-]\d\d:\d\d)$/.test(text))
    throw new Error(`"${text}" is no instant with an offset`);
  return instant;
}
