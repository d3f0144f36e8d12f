import { isJsonObject, pointerTo } from '../../../contracts/json.js';
import { isInventedPhone } from '../../../contracts/suite/skip-reason.js';
import type { Problem } from '../../core/state/world.js';
import { judge } from '../../platform/judge.js';
import { orThese } from '../providers-meant.js';
import { profileSchema, type ProfileShape, profileShapes } from './profile-shapes.js';

/** What is wrong with a profile as it is written; nothing when it can be used. No problem names a value. */
export function profileProblems(value: unknown): readonly Problem[] {
  const problems = judge(profileSchema, value);
  if (problems.length > 0) return problems;
  const parts = value as Readonly<Record<string, unknown>>;
  const written = Object.entries(profileShapes).filter(([provider]) => parts[provider] !== undefined);
  if (written.length === 0) {
    return [{ pointer: '', says: `names no provider; add one of: ${Object.keys(profileShapes).join(', ')}` }];
  }
  return written.flatMap(([provider, shape]) =>
    problemsWithPart(parts[provider], shape).map(({ pointer, says }) => ({
      pointer: pointerTo(provider) + pointer,
      says,
    })),
  );
}

function problemsWithPart(part: unknown, { schema, roles }: ProfileShape): readonly Problem[] {
  const problems = judge(schema, part);
  if (problems.length > 0) return problems;
  const { cast } = part as { readonly cast: Readonly<Record<string, unknown>> };
  const own = Object.keys(cast);
  return Object.entries(cast).flatMap(([role, entity]) => [
    // No case would ever ask for such a role, and nobody would notice.
    ...(roles.includes(role)
      ? []
      : [{ pointer: pointerTo('cast', role), says: `is no role; ${orThese(role, roles)}` }]),
    ...problemsWithReferences(role, entity, own),
    ...problemsWithNumber(role, entity),
  ]);
}

/** An entity that belongs to an account names it by its role. */
function problemsWithReferences(role: string, entity: unknown, own: readonly string[]): readonly Problem[] {
  const account: unknown = isJsonObject(entity) ? entity['account'] : undefined;
  if (account === undefined || own.some((each) => each === account)) return [];
  const accounts = own.filter((each) => each.startsWith('account:'));
  const has = accounts.length === 0 ? 'it has none' : `it has: ${accounts.join(', ')}`;
  return [{ pointer: pointerTo('cast', role, 'account'), says: `names no account of this profile; ${has}` }];
}

/** Nobody owns an invented number, so that nobody can say what becomes of a call to it. */
function problemsWithNumber(role: string, entity: unknown): readonly Problem[] {
  const number: unknown = role.startsWith('phone:') && isJsonObject(entity) ? entity['number'] : undefined;
  if (typeof number !== 'string' || !isInventedPhone(number)) return [];
  return [{ pointer: pointerTo('cast', role, 'number'), says: 'is an invented number; give one that you own' }];
}
