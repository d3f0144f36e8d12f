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

/** The most unknown members that are named, and the characters of each. */
const mostNamed = 5;
const longestName = 40;

/** Finds members of a body that the operation does not have. */
export function unknownMembers(
  fields: Readonly<Record<string, unknown>> | undefined,
  known: ReadonlySet<string> | undefined,
): Values | undefined {
  let members = '';
  let count = 0;
  for (const name in fields) {
    if (known?.has(name) === true) continue;
    count += 1;
    if (count > mostNamed) return { members: `${members}, …` };
    const shown = name.length > longestName ? `${name.slice(0, longestName)}…` : name;
    members += `${members === '' ? '' : ', '}\`${shown}\``;
  }
  return members === '' ? undefined : { members };
}

/** The members of each operation, for `unknownMembers`. */
export const memberSets = (
  members: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(Object.entries(members).map(([operation, names]) => [operation, new Set(names)]));
