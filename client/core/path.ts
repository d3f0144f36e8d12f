/**
 * A contract's path with its `{names}` filled in, percent-encoded.
 *
 * Throws a TypeError for a name without a value, and for a value of dots that a URL would take for a way out.
 */
export function filledPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`the path ${template} needs a value for ${name}`);
    if (/^\.{1,2}$/.test(value)) throw new TypeError(`${name} must not be a dot or two, which no path can hold`);
    return encodeURIComponent(value);
  });
}
