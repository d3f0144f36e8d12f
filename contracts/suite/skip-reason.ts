import phones from '../../fixtures/phones.json' with { type: 'json' };
import xylink from '../../fixtures/xylink/world.json' with { type: 'json' };
import ytx from '../../fixtures/ytx/world.json' with { type: 'json' };
import { isJsonObject, mergePatch } from '../json.js';
import { type CaseFile, type ContractCase, needsOf } from './case.js';
import { idOf, MissingReferent, namedReferences, resolveReferences } from './references.js';
import { clientFor } from './role-binding.js';
import type { Session, Target } from './target.js';
import type { ProviderProfile } from './targets/sandbox-profile.js';

/** Why a target cannot play a case, as far as it can be told before anything is sent; undefined when it may be played. */
export function skipReasonFor(target: Target, file: CaseFile, contractCase: ContractCase): string | undefined {
  const missing = needsOf(contractCase).filter((control) => !target.controls.includes(control));
  if (missing.length > 0) return `${target.name} does not control: ${missing.join(', ')}`;
  if (contractCase.then.notModelled === true && target.keepsState)
    return 'only a simulator says that it does not model this';
  return target.objectionTo?.(file, contractCase);
}

/** Whom or what a session lacks to play this case, in words; undefined when nothing. Nothing is sent to find out. */
export function missingFor(file: CaseFile, contractCase: ContractCase, session: Session): string | undefined {
  const { when, then } = contractCase;
  try {
    const { notations } = clientFor(file, contractCase, session);
    const inputs = when.map(({ input = {} }) => mergePatch(file.base.input, input));
    // What earlier steps are answered is not known yet, and is left out.
    for (const { kind, name, member } of namedReferences([inputs, when.map(({ tamper }) => tamper), then])) {
      resolveReferences(`<${kind}:${name}${member}>`, { cast: session.cast, results: {}, notations });
    }
    return undefined;
  } catch (error) {
    if (error instanceof MissingReferent) return error.message;
    throw error;
  }
}

/** A case and the profile with which it would be played. */
interface About {
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  readonly part: ProviderProfile;
}

/** All that a case says to its target and expects of it. */
const caseTemplates = ({ file, contractCase: { when, then } }: About): unknown => [
  when.map(({ input = {} }) => mergePatch(file.base.input, input)),
  then.bodyContains,
  then.pattern,
];

/** The ids of the roles of these kinds that a case names. */
export const namedIds = (about: About, kinds: readonly string[]): readonly string[] =>
  namedReferences(caseTemplates(about))
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, name }) => idOf(about.part.cast[`${kind}:${name}`]))
    .filter((id) => id !== undefined)
    .map(String);

/** Why a case finds somebody or something no longer as it was; undefined when nothing that it names has changed. */
export function spentReference(about: About, spent: ReadonlySet<string>): string | undefined {
  const found = namedReferences(caseTemplates(about)).find(({ kind, name }) =>
    spent.has(String(idOf(about.part.cast[`${kind}:${name}`]))),
  );
  if (found === undefined) return undefined;
  return `an earlier case has changed ${found.kind}:${found.name}, and no request puts it back`;
}

/** Why a case cannot be asked of anybody else: it names what exists in the included world and not in the profile. */
export function strangerIn(about: About): string | undefined {
  const own = new Set(textsIn(about.part.cast));
  const stranger = textsIn(caseTemplates(about)).find(
    (text) => !own.has(text) && isInvented(about.file.provider, text),
  );
  return stranger === undefined ? undefined : `it names ${stranger}, which the profile does not have`;
}

/** Every text and number in a value, numbers as texts; of longer texts the runs of digits as well. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return [value, ...(value.match(/\d{6,}/g) ?? [])];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Ids and numbers, as worlds write them: what has so many digits in a row is no word. */
const idShape = /[\w-]*\d{6}[\w-]*/g;

const idsIn = (world: object): ReadonlySet<string> => new Set(JSON.stringify(world).match(idShape));

const invented: Readonly<Record<string, ReadonlySet<string>>> = { xylink: idsIn(xylink), ytx: idsIn(ytx) };

/** Whether a text is an id of a provider's included world, which no real account has. */
const isInvented = (provider: string, text: string): boolean => invented[provider]?.has(text) === true;

const { mobile, mobiles, shownNumbers } = phones;
const inventedMobile = new RegExp(`^${mobile.prefix}\\d{${mobile.digits}}$`);
const listed = new Set([...mobiles, ...shownNumbers]);

/** Whether a phone number is one of those that this package made up or took from a provider's page. */
export const isInventedPhone = (number: string): boolean => inventedMobile.test(number) || listed.has(number);
