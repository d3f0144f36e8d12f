import phones from '../../fixtures/phones.json' with { type: 'json' };
import xylink from '../../fixtures/xylink/world.json' with { type: 'json' };
import ytx from '../../fixtures/ytx/world.json' with { type: 'json' };
import { isJsonObject, mergePatch } from '../json.js';
import { type CaseFile, type ContractCase, needsOf } from './case.js';
import { idOf, MissingReferent, namedReferences, resolveReferences } from './references.js';
import { clientFor } from './role-binding.js';
import type { Session, Target } from './target.js';
import type { ProviderProfile } from './targets/sandbox-profile.js';

/** Why a target cannot run a case, as far as this is known before a request is sent; undefined when it can. */
export function skipReasonFor(target: Target, file: CaseFile, contractCase: ContractCase): string | undefined {
  const missing = needsOf(contractCase).filter((control) => !target.controls.includes(control));
  if (missing.length > 0) return `${target.name} does not control: ${missing.join(', ')}`;
  if (contractCase.then.notModelled === true && target.keepsState)
    return 'only a simulator replies that it does not model a request';
  return target.rejectionReason?.(file, contractCase);
}

/** The entity or credential that a session lacks for this case; undefined when nothing is missing. It sends nothing. */
export function missingFor(file: CaseFile, contractCase: ContractCase, session: Session): string | undefined {
  const { when, then } = contractCase;
  try {
    const { notations } = clientFor(file, contractCase, session);
    const inputs = when.map(({ input = {} }) => mergePatch(file.base.input, input));
    // Replies to earlier steps are not known yet, and are left out.
    for (const { kind, name, member } of namedReferences([inputs, when.map(({ tamper }) => tamper), then])) {
      resolveReferences(`<${kind}:${name}${member}>`, { cast: session.cast, results: {}, notations });
    }
    return undefined;
  } catch (error) {
    if (error instanceof MissingReferent) return error.message;
    throw error;
  }
}

/** A case and the profile that it would use. */
interface About {
  readonly file: CaseFile;
  readonly contractCase: ContractCase;
  readonly part: ProviderProfile;
}

/** The templates of a case's requests and of its expected reply. */
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

/** Why an earlier case makes a case impossible; undefined when no entity that it names has changed. */
export function spentReference(about: About, spent: ReadonlySet<string>): string | undefined {
  const found = namedReferences(caseTemplates(about)).find(({ kind, name }) =>
    spent.has(String(idOf(about.part.cast[`${kind}:${name}`]))),
  );
  if (found === undefined) return undefined;
  return `an earlier case has changed ${found.kind}:${found.name}, and no request can restore it`;
}

/** Why a case cannot run with a profile: it names an entity of the included world that the profile lacks. */
export function unknownEntityReason(about: About): string | undefined {
  const own = new Set(textsIn(about.part.cast));
  const unknown = textsIn(caseTemplates(about)).find((text) => !own.has(text) && isInvented(about.file.provider, text));
  return unknown === undefined ? undefined : `it names ${unknown}, which the profile does not have`;
}

/** Every text and number in a value, numbers as texts, and runs of digits within texts. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return [value, ...(value.match(/\d{6,}/g) ?? [])];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Ids and numbers of worlds: a run of this many digits is not part of a word. */
const idShape = /[\w-]*\d{6}[\w-]*/g;

const idsIn = (world: object): ReadonlySet<string> => new Set(JSON.stringify(world).match(idShape));

const invented: Readonly<Record<string, ReadonlySet<string>>> = { xylink: idsIn(xylink), ytx: idsIn(ytx) };

/** Whether a text is an id of a provider's included world, which no real account has. */
const isInvented = (provider: string, text: string): boolean => invented[provider]?.has(text) === true;

const { mobile, mobiles, shownNumbers } = phones;
const inventedMobile = new RegExp(`^${mobile.prefix}\\d{${mobile.digits}}$`);
const listed = new Set([...mobiles, ...shownNumbers]);

/** Whether a phone number is invented by this package or from a provider's page. */
export const isInventedPhone = (number: string): boolean => inventedMobile.test(number) || listed.has(number);
