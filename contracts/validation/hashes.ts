import { createHash } from 'node:crypto';
import type { CaseFile, ContractCase } from '../suite/case.js';
import type { Agreed } from './agreed.js';
import { agreedWith } from './agreed.js';
import { canonicalJson } from '../suite/canonical-json.js';
import type { Hashes } from './record.js';

/** The sha256 of a JSON value, in hex, however its members are ordered. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** What a case rests on today. A record with other hashes is about something that has changed since. */
export async function hashesOf(file: CaseFile, contractCase: ContractCase): Promise<Omit<Hashes, 'exchanges'>> {
  const { provider, operation, base } = file;
  return {
    case: hashOf({ provider, operation, base, case: contractCase }),
    contract: await contractHash(agreedWith(provider), contractCase),
  };
}

/** The hash of the part of a contract that a case is about. */
export async function contractHash(
  { operations, schemas, refusals }: Agreed,
  { when, then }: ContractCase,
): Promise<string> {
  const all = await schemas();
  const asked = new Set(when.map(({ operation }) => operation));
  return hashOf({
    operations: Array.from(asked, (name) => [name, operations[name], all[name]]),
    refusals: then.refusedBy === undefined ? [] : refusalsFor(then, refusals),
  });
}

/** The refusals with the body that a case expects; where it does not say which body, it may be any. */
function refusalsFor({ body }: ContractCase['then'], refusals: Agreed['refusals']): readonly unknown[] {
  const all = Object.entries(refusals);
  const meant = all.filter(([, refusal]) => refusal.body === body);
  return meant.length > 0 ? meant : all;
}
