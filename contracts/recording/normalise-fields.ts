import { isSecretKind, kindOf } from './fields.js';
import type { Lens } from './lens.js';
import { mayHoldPlaceholder, placeholder } from './placeholder.js';

/** A JSON member with a text or a number, also within a JSON text, whose quotes have backslashes. */
const member = /((\\*")([\w-]{1,40})\2\s*:\s*)(?:(\\*")((?:(?!\4)(?:\\.|[^\\]))+)\4|(-?\d+))/gs;

/** A parameter of a query or a form. */
const parameter = /((?:^|[?&])([\w-]{1,40})=)([^&#\s"]+)/g;

/** A text in which every member and parameter whose name says what it is has a placeholder for its value. */
export function withFields(text: string, lens: Lens): string {
  const members = text.replace(member, (_, ...found: readonly (string | undefined)[]) => {
    const [before = '', , name = '', quote = '', quoted, number = ''] = found;
    const isText = quoted !== undefined && kindOf(name) === undefined;
    // A text may hold JSON in its turn.
    const value = isText ? withFields(quoted, lens) : normalisedField(name, quoted ?? number, lens);
    return before + quote + value + quote;
  });
  return members.replace(
    parameter,
    (_, before: string, name: string, value: string) => before + normalisedField(name, value, lens),
  );
}

/** What stands under a name that says what it is. */
export function normalisedField(name: string, value: string, lens: Lens): string {
  const kind = kindOf(name);
  if (kind === undefined || mayHoldPlaceholder(value)) return value;
  if (kind === 'signature') return placeholder(`signature:${lens.signature}`);
  return isSecretKind(kind) ? placeholder(lens.names.of(kind, meant(value))) : normalisedId(kind, value, lens);
}

/** A room's number may stand there with a suffix, `@CONFNO`. What the case itself says stays. */
function normalisedId(kind: string, value: string, { names, isOfTheCase }: Lens): string {
  const [, id = value, suffix = ''] = /^([^@]+)(@[A-Z]+)$/.exec(value) ?? [];
  return (isOfTheCase(value) || isOfTheCase(id) ? id : placeholder(names.of(kind, id))) + suffix;
}

/** A secret as it is meant, whether it stands in a query or in JSON: that is how it may stand elsewhere. */
function meant(value: string): string {
  try {
    const text = value.includes('\\') ? String(JSON.parse(`"${value}"`)) : decodeURIComponent(value);
    return text === '' ? value : text;
  } catch {
    return value;
  }
}
