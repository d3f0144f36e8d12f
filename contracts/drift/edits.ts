import { createTwoFilesPatch } from 'diff';
import { isJsonObject, parsedJson } from '../json.js';
import { readRecordings, recordingPath } from '../recording/files.js';
import type { Recording } from '../recording/recording.js';
import { type Agreed, contractOf } from '../validation/records.js';
import { refusalsLike } from './check-named.js';
import type { Agreeing, Drift } from './drift.js';
import type { Finding, OtherOption } from './finding.js';
import { withCaseOf } from './merge-recordings.js';
import type { Answer } from './observation.js';

/** The edits that would settle a finding; empty if a person has to decide first. */
export function editsFor(finding: Finding, drift: Drift): readonly Edit[] {
  switch (finding.driftSource) {
    case 'simulator':
    case 'unsettled':
      return simulatorEdits(finding, drift);
    case 'provider':
      return [...simulatorEdits(finding, drift), ...recordingEdits(finding, drift.recordedNow)];
    case 'recording':
      return recordingEdits(finding, drift.recordedNow);
    case 'flaky':
    case 'contract':
      return [];
  }
}

function simulatorEdits({ cause, ...finding }: Finding, { agreed }: Drift): readonly Edit[] {
  if (cause?.by === 'check') return refusalEdits({ cause, ...finding }, agreed);
  const [way, ...others] = cause?.by === 'reading' ? cause.ways : [];
  // The cases do not distinguish several ways.
  if (way === undefined || others.length > 0) return [];
  return way.map((other) => readingEdit(finding.provider, other));
}

/** One change to one file that settles a finding. */
export interface Edit {
  /** `source`: relative to this project's root; `recording`: relative to the folder of the recordings. */
  readonly of: 'source' | 'recording';
  readonly file: string;
  /** The change in words, for readers without the file. */
  readonly words: string;
  /** The file's text after the change; undefined when it is not as expected. */
  readonly change: (text: string) => string | undefined;
}

/** Changes the default of a provider's reading. */
function readingEdit(provider: string, { reading, option }: OtherOption): Edit {
  return {
    of: 'source',
    file: `simulator/providers/${provider}/readings.ts`,
    words: `make '${option}' the default of the reading ${reading}`,
    change(text) {
      const at = text.indexOf(`\n  ${reading}: {`);
      if (at < 0) return undefined;
      const rest = text.slice(at);
      const changed = rest.replace(/^( {4}default: )'[^']*'/m, (_, before: string) => `${before}'${option}'`);
      return changed === rest ? undefined : text.slice(0, at) + changed;
    },
  };
}

/** Replaces the recorded case by the provider's current answer. */
function recordingEdits(finding: Finding, recordedNow: readonly Recording[]): readonly Edit[] {
  const { case: id, provider, operation } = finding;
  const now = recordedNow.find((each) => each.provider === provider && each.operation === operation);
  if (now === undefined) return [];
  const file = recordingPath(now);
  return [
    {
      of: 'recording',
      file,
      words: `record "${id}" again`,
      change(text) {
        const [recording] = readRecordings({ [file]: text });
        return recording && `${JSON.stringify(withCaseOf(recording, now, id), null, 2)}\n`;
      },
    },
  ];
}

/**
 * The edit of a catalogue entry when the provider still refuses, with another code or text; its cases follow the catalogue.
 * Empty if the reply is another refusal of the catalogue or not a refusal. Empty also if `agreed` shows that the provider
 * still gives the old refusal in other cases: then a person has to decide which check needs its own refusal.
 */
function refusalEdits(finding: Finding, agreed: readonly Agreeing[]): readonly Edit[] {
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

/** The single refusal that the simulator gives, and the provider's refusal in its place. */
function changedRefusal({ provider, operation, simulated, real, recorded }: Finding): Changed | undefined {
  const now = real ?? recorded;
  if (simulated?.refusedBy === undefined || now === undefined) return undefined;
  const { refusals, operations } = contractOf(provider);
  const name = onlyName(refusalsLike(provider, simulated));
  const old = refusals[name];
  if (old === undefined || refusalsLike(provider, now).length > 0) return undefined;
  const code = codeIn(now.text, old);
  const isRefusal = code !== undefined && !wordsForSuccess(operations[operation]).includes(code);
  return isRefusal ? { name, code, old, now } : undefined;
}

/** The name in a list of one; empty for any other list. */
const onlyName = (names: readonly string[]): string => (names.length === 1 ? (names[0] ?? '') : '');

/** The code in a body, at the member where the old refusal has its code; undefined without one. */
function codeIn(text: string, old: RefusalEntry): string | undefined {
  const [known, found] = [parsedJson(old.body), parsedJson(text)];
  if (!isJsonObject(known) || !isJsonObject(found)) return undefined;
  const member = Object.keys(known).find((name) => String(known[name]) === old.code);
  const code = member === undefined ? undefined : found[member];
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

/** The values of an accepted reply in place of a refusal's code. */
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

/** Changes the entry as text, so that the rest of the file stays the same. */
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

/** A unified diff of one file; apply it with `git apply` in the folder to which its edits are relative. */
interface Patch {
  readonly of: Edit['of'];
  readonly file: string;
  readonly text: string;
}

/** Reads the file of an edit; undefined when it is missing. */
type TextOf = (edit: Pick<Edit, 'of' | 'file'>) => Promise<string | undefined>;

/** One patch for each file that the edits change. */
export async function patchesOf(edits: readonly Edit[], textOf: TextOf): Promise<readonly Patch[]> {
  const files = new Map(edits.map((edit) => [`${edit.of} ${edit.file}`, edit]));
  const patches = await Promise.all(
    Array.from(files.values(), async ({ of, file }): Promise<readonly Patch[]> => {
      const before = await textOf({ of, file });
      if (before === undefined) return [];
      const own = edits.filter((edit) => edit.of === of && edit.file === file);
      // An edit that another has already made changes nothing more.
      const after = own.reduce((text, { change }) => change(text) ?? text, before);
      return after === before ? [] : [{ of, file, text: unifiedDiff(file, before, after) }];
    }),
  );
  return patches.flat();
}

function unifiedDiff(name: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after);
  return patch.slice(patch.indexOf('--- '));
}
