import type { Agreed } from '../../validation/agreed.js';
import { agreedWith } from '../../validation/agreed.js';
import { refusalsLike } from '../check-named.js';
import type { Finding } from '../finding.js';
import type { Agreeing } from '../drift.js';
import { isJsonObject, parsedJson } from '../../json.js';
import type { Answer } from '../seen.js';
import type { Edit } from './edit.js';

/**
 * What a refusal's entry has to become where the provider still refuses, and says it with another code or text: one edit
 * of the catalogue, by which its cases go. None where the answer is another refusal of the catalogue or none at
 * all, and none where `agreed` shows that the provider still gives the old one too: then only somebody can say which
 * check needs a refusal of its own.
 */
export function refusalEdits(finding: Finding, agreed: readonly Agreeing[]): readonly Edit[] {
  const { provider } = finding;
  const changed = changedRefusal(finding);
  if (changed === undefined) return [];
  const { name, code, old, now } = changed;
  if (agreed.some((each) => each.provider === provider && each.text === old.body)) return [];
  const [before, after] = [JSON.stringify(old.body), JSON.stringify(now.text)];
  return [
    {
      of: 'source',
      file: `contracts/${provider}/refusals.json`,
      words: `let the refusal ${name} be HTTP ${now.status} ${now.text}`,
      change: (text) => withEntry(text, name, { code, status: now.status, before, after }),
    },
  ];
}

interface Changed {
  readonly name: string;
  readonly code: string;
  readonly old: RefusalEntry;
  readonly now: Answer;
}

type RefusalEntry = Agreed['refusals'][string];

/** The one refusal that the simulator gives, and what the provider says in its place. */
function changedRefusal({ provider, operation, simulated, real, recorded }: Finding): Changed | undefined {
  const now = real ?? recorded;
  if (simulated?.refusedBy === undefined || now === undefined) return undefined;
  const { refusals, operations } = agreedWith(provider);
  const name = theOnly(refusalsLike(provider, simulated));
  const old = refusals[name];
  if (old === undefined || refusalsLike(provider, now).length > 0) return undefined;
  const code = codeIn(now.text, old);
  const isRefusal = code !== undefined && !wordsForSuccess(operations[operation]).includes(code);
  return isRefusal ? { name, code, old, now } : undefined;
}

/** The name in a list of one; of none or several, no name at all. */
const theOnly = (names: readonly string[]): string => (names.length === 1 ? (names[0] ?? '') : '');

/** The code in a body, from where the refusal that it was has its own; undefined when there is none. */
function codeIn(text: string, old: RefusalEntry): string | undefined {
  const [known, found] = [parsedJson(old.body), parsedJson(text)];
  if (!isJsonObject(known) || !isJsonObject(found)) return undefined;
  const member = Object.keys(known).find((name) => String(known[name]) === old.code);
  const code = member === undefined ? undefined : found[member];
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

/** What stands in the place of a code when an operation is accepted. */
function wordsForSuccess(operation: unknown): readonly string[] {
  const accepted = isJsonObject(operation) ? operation['accepted'] : undefined;
  return isJsonObject(accepted) ? Object.values(accepted).map(String) : [];
}

interface NewEntry {
  readonly code: string;
  readonly status: number;
  /** JSON texts. */
  readonly before: string;
  readonly after: string;
}

/** Changed as text, so that nothing else of the file moves. */
function withEntry(text: string, name: string, { code, status, before, after }: NewEntry): string | undefined {
  const at = text.indexOf(`\n  ${JSON.stringify(name)}: {`);
  const end = text.indexOf('\n  }', at);
  if (at < 0 || end < 0) return undefined;
  const entry = text
    .slice(at, end)
    .replace(/"code": "[^"]*"/, () => `"code": ${JSON.stringify(code)}`)
    .replace(/"status": \d+/, () => `"status": ${status}`)
    .replace(`"body": ${before}`, () => `"body": ${after}`);
  return text.slice(0, at) + entry + text.slice(end);
}
