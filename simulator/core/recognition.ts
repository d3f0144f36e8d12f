/** The values of a path template's `{placeholders}`. */
export type PathParameters = Readonly<Record<string, string>>;

/** Matches paths against one template, `/{version}/sid/{accountSID}/call/TeleMeeting.wx`; undefined when it does not fit. */
export type PathMatcher = (segments: readonly string[]) => PathParameters | undefined;

/** Compiles a path template. Segments are compared as they stand on the wire: nothing is decoded, case counts. */
export function pathMatcher(template: string): PathMatcher {
  const parts = template.split('/').map((part) => ({
    text: part,
    placeholder: part.startsWith('{') && part.endsWith('}') ? part.slice(1, -1) : undefined,
  }));
  return (segments) => {
    if (segments.length !== parts.length) return undefined;
    const found: Record<string, string> = {};
    for (const [index, { text, placeholder }] of parts.entries()) {
      const segment = segments[index] ?? '';
      if (placeholder === undefined ? segment !== text : segment === '') return undefined;
      if (placeholder !== undefined) found[placeholder] = segment;
    }
    return found;
  };
}
