/** A contract's path with its `{names}` filled in, percent-encoded. Throws a TypeError for a name without a value. */
export function filledPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`the path ${template} needs a value for ${name}`);
    return encodeURIComponent(value);
  });
}
