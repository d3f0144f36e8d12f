/**
 * A text that is JSON, a member a line; any other text as it is.
 *
 * Every literal stays as it was written: a long number keeps its digits, an escape stays an escape, a name that stands
 * there twice stands there twice.
 */
export function prettyJson(text: string): string {
  return isJson(text) ? spread(text) : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const token = /"(?:\\.|[^"\\])*"|[[{]\s*[\]}]|[^\s[\]{},:"]+|[[\]{},:]/g;

function spread(json: string): string {
  let depth = 0;
  const line = (by: number): string => `\n${'  '.repeat((depth += by))}`;
  const shapes: Readonly<Record<string, (mark: string) => string>> = {
    '{': (mark) => mark + line(1),
    '[': (mark) => mark + line(1),
    '}': (mark) => line(-1) + mark,
    ']': (mark) => line(-1) + mark,
    ',': (mark) => mark + line(0),
    ':': (mark) => `${mark} `,
  };
  return (json.match(token) ?? []).map((each) => shapes[each]?.(each) ?? each.replace(/\s+(?=[\]}]$)/, '')).join('');
}
