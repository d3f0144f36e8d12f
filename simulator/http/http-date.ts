let second = Number.NaN;
let text = '';

/** An instant (ms since the epoch) as a `Date` header has it. The last second is kept: most requests share it. */
export function httpDate(at: number): string {
  const current = Math.floor(at / 1000);
  if (current !== second) {
    second = current;
    text = new Date(current * 1000).toUTCString();
  }
  return text;
}
