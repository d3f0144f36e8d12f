import { isJsonObject, type MemberNames, pointerTo } from '../../../contracts/json.js';
import type { Values } from '../diagnosis/advice.js';
import { type BilingualText, fillText, type MistakeText } from '../diagnosis/mistakes.js';
import { headerOf, type IncomingRequest } from '../requests/incoming-request.js';
import type { Evidence } from './evidence.js';

/** Something in an accepted request that another option of a reading, or another host, would not accept. */
export interface Warning<Known extends object> extends MistakeText {
  /** Its name, after its provider: `ytx/timestamp-in-utc`. */
  readonly name: string;
  /** The evidence that another option or host would not accept it. */
  readonly evidence: readonly Evidence[];
  /** The values for its text; undefined if it does not apply. Called for each accepted request, so it must be cheap. */
  readonly find: (known: Known) => Values | undefined;
}

/** A warning without its types. `find` takes only accepted requests, since their facts are complete. */
export type AnyWarning = Warning<never>;

/** A warning about one request. */
export interface RequestWarning {
  readonly warning: AnyWarning;
  readonly values: Values;
}

/** For a request without warnings. */
export const noWarnings: readonly RequestWarning[] = [];

/** For a warning whose text has no placeholder. */
export const noValues: Values = {};

/** The warnings about a request whose checks provided these facts. */
export function warningsAbout(warnings: readonly AnyWarning[], known: object): readonly RequestWarning[] {
  let found: RequestWarning[] | undefined;
  for (const warning of warnings) {
    const values = warning.find(known as never);
    if (values !== undefined) (found ??= []).push({ warning, values });
  }
  return found ?? noWarnings;
}

/** A warning, in one language. */
export interface WarningView {
  readonly name: string;
  readonly says: string;
  readonly fix: string;
}

/** Renders warnings. They may repeat names of the request, which `clean` redacts. Default: the caller redacts them. */
export function warningViews(
  warned: readonly RequestWarning[],
  language: keyof BilingualText,
  clean: (text: string) => string = (text) => text,
): readonly WarningView[] {
  return warned.map(({ warning, values }) => {
    const fill = (text: BilingualText): string => clean(fillText(text, values)[language]);
    return { name: warning.name, says: fill(warning.says), fix: fill(warning.fix) };
  });
}

/** Finds a body without Content-Type. */
export const bodyWithoutType = ({ request }: { readonly request: IncomingRequest }): Values | undefined =>
  request.body.length > 0 && headerOf(request, 'content-type') === undefined ? noValues : undefined;

/** The maximum number of unknown members that are named, and the characters of each name. */
const maxNamed = 5;
const maxNameLength = 40;

/** The members of a body, or of the items of a list, each with the members of its own items if it is a list. */
export interface KnownMembers {
  readonly get: (name: string) => KnownMembers | null | undefined;
}

/**
 * Finds members of a body that the operation does not have, also in its lists, there by their JSON pointer.
 *
 * `textList` is the list in a member that contains JSON as text.
 */
export function unknownMembers(
  body: unknown,
  known: KnownMembers | undefined,
  textList?: readonly unknown[],
): Values | undefined {
  const found = known === undefined ? undefined : unknownIn(body, known, textList);
  if (found === undefined) return undefined;
  const named = found.slice(0, maxNamed).map((pointer) => `\`${pointer.replace(/^\/([^/]*)$/, '$1')}\``);
  return { members: [...named, ...(found.length > maxNamed ? ['…'] : [])].join(', ') };
}

/** JSON pointers; for none, which is nearly always so, nothing is allocated. */
function unknownIn(value: unknown, known: KnownMembers, textList?: readonly unknown[]): string[] | undefined {
  if (Array.isArray(value)) return unknownInItems(value, known);
  if (!isJsonObject(value)) return undefined;
  let found: string[] | undefined;
  for (const name in value) {
    const inside = known.get(name);
    if (inside === null) continue;
    if (inside === undefined) (found ??= []).push(`/${shownName(name)}`);
    else found = joinBelow(found, name, unknownIn(textOrMember(value[name], textList), inside));
    if (found !== undefined && found.length > maxNamed) break;
  }
  return found;
}

const textOrMember = (member: unknown, textList: readonly unknown[] | undefined): unknown =>
  typeof member === 'string' ? textList : member;

/** Adds the pointers below a member or an item to those found before. */
function joinBelow(
  before: string[] | undefined,
  name: string | number,
  below: readonly string[] | undefined,
): string[] | undefined {
  return below === undefined ? before : [...(before ?? []), ...below.map((pointer) => `/${name}${pointer}`)];
}

function unknownInItems(list: readonly unknown[], known: KnownMembers): string[] | undefined {
  let found: string[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    found = joinBelow(found, index, unknownIn(list[index], known));
    if (found !== undefined && found.length > maxNamed) break;
  }
  return found;
}

const shownName = (name: string): string =>
  pointerTo(name.length > maxNameLength ? `${name.slice(0, maxNameLength)}…` : name).slice(1);

/** The members of each operation, for `unknownMembers`. */
export const knownMembers = (names: Readonly<Record<string, MemberNames>>): ReadonlyMap<string, KnownMembers> =>
  new Map(Object.entries(names).map(([operation, each]) => [operation, membersOf(each)]));

const membersOf = (names: MemberNames): KnownMembers =>
  new Map(Object.entries(names).map(([name, inside]) => [name, inside && membersOf(inside)]));
