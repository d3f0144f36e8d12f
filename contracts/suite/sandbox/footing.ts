import type { CaseFile, ContractCase } from '../case.js';
import { idOf } from '../entity.js';
import { isJsonObject, mergePatch } from '../../json.js';
import { namedIn } from '../references.js';
import { isInvented } from './invented.js';
import type { ProviderProfile } from './profile.js';

/** A case and the profile with which it would be played. */
export interface About {
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  readonly part: ProviderProfile;
}

/** All that a case says to its target and expects of it. */
const saidIn = ({ file, contractCase: { when, then } }: About): unknown => [
  when.map(({ input = {} }) => mergePatch(file.base.input, input)),
  then.bodyContains,
  then.pattern,
];

/** The ids of the roles of these kinds that a case names. */
export const idsNamed = (about: About, kinds: readonly string[]): readonly string[] =>
  namedIn(saidIn(about))
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, name }) => idOf(about.part.cast[`${kind}:${name}`]))
    .filter((id) => id !== undefined)
    .map(String);

/** Why a case finds somebody or something no longer as it was; undefined when nothing that it names has changed. */
export function spentIn(about: About, spent: ReadonlySet<string>): string | undefined {
  const found = namedIn(saidIn(about)).find(({ kind, name }) =>
    spent.has(String(idOf(about.part.cast[`${kind}:${name}`]))),
  );
  if (found === undefined) return undefined;
  return `an earlier case has changed ${found.kind}:${found.name}, and no request puts it back`;
}

/** Why a case cannot be asked of anybody else: it names what exists in the included world and not in the profile. */
export function strangerIn(about: About): string | undefined {
  const own = new Set(textsIn(about.part.cast));
  const stranger = textsIn(saidIn(about)).find((text) => !own.has(text) && isInvented(about.file.provider, text));
  return stranger === undefined ? undefined : `it names ${stranger}, which the profile does not have`;
}

/** Every text and number in a value, numbers as texts; of longer texts the runs of digits as well. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return [value, ...(value.match(/\d{6,}/g) ?? [])];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
