const units = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** A span of time, ms, with its sign: `+24h`, `-24h1s`, `+0.9s`, `+0s`. */
export function offsetOf(ms: number): string {
  let rest = Math.abs(ms);
  const parts = units.map(([unit, length]) => {
    const count = unit === 's' ? rest / length : Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return `${ms < 0 ? '-' : '+'}${parts.join('') || '0s'}`;
}

/** The span, ms, that an offset names. Throws for a text that is none. */
export function readOffset(text: string): number {
  const match = /^([+-])(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d{1,3})?)s)?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no offset such as +24h`);
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part: string | undefined) => Number(part ?? 0));
  const ms = hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1000);
  return match[1] === '-' ? -ms : ms;
}
