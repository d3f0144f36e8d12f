import { type ParsedDuration, parseDuration } from '../durations.js';
import type {
  CaseFile,
  CommonCases,
  ContractCase,
  Given,
  Step,
  Then,
  WrittenCase,
  WrittenCases,
  WrittenStep,
  WrittenThen,
} from './case.js';
import { isInstant } from './time.js';
import type { YamlFile } from './yaml-file.js';
import type { YamlPath } from './yaml-places.js';

/** A refusal of `refusals.json`. */
interface LiteralReply {
  readonly status: number;
  readonly body: string;
}

/** The names of a provider that cases may use. */
export interface ProviderNames extends NamesInValues {
  /** By name. */
  readonly refusals: Readonly<Record<string, LiteralReply>>;
  /** The names of the refusals that each check may give, by the check's name. */
  readonly checks: Readonly<Record<string, readonly string[]>>;
}

/** An operation's cases before expansion, and their dependencies. */
interface Unexpanded {
  readonly provider: string;
  readonly operation: string;
  /** Whether its requests are signed; common cases are about signed requests. */
  readonly isSigned: boolean;
  readonly own: YamlFile<WrittenCases>;
  readonly common: YamlFile<CommonCases>;
  readonly names: ProviderNames;
}

/** A case in a file, and how to report a mistake at its place. */
interface CaseSource {
  readonly written: WrittenCase;
  readonly mistake: (path: YamlPath, says: string, part?: 'value' | 'key') => Error;
}

/**
 * The cases of one operation in full: the common ones first, then its own, each with its operations, the literal reply of
 * its refusal and its side effect. Throws a `ContractFileError` for an unknown name in a case.
 */
export function expandedCases(from: Unexpanded): CaseFile {
  const { provider, operation, own, common } = from;
  const { host = common.value.base.host, roles = common.value.base.roles, input, world } = own.value.base;
  const wrong = wrongStepIn(own.value.base.prepare, ['base', 'prepare'], from.names);
  if (wrong !== undefined) throw own.mistake(wrong.path, wrong.says);
  const sources = [...commonCasesFor(from), ...sourcesIn(own)];
  const cases = sources.map((source) => expandedCase(source, from));
  const names = cases.map(({ name }) => name);
  const repeated = sources.find((_, index) => names.indexOf(names[index] ?? '') < index);
  if (repeated !== undefined)
    throw repeated.mistake(['name'], 'an earlier case of this operation has this name; choose another');
  return { provider, operation, base: { host, roles, input, ...(world && { world }) }, cases };
}

const sourcesIn = ({ value, mistake }: YamlFile<{ readonly cases: readonly WrittenCase[] }>): readonly CaseSource[] =>
  value.cases.map((written, index) => ({
    written,
    mistake: (path, says, part) => mistake(['cases', index, ...path], says, part),
  }));

function commonCasesFor({ isSigned, own, common }: Unexpanded): readonly CaseSource[] {
  const { except = [] } = own.value;
  const shared = isSigned ? sourcesIn(common) : [];
  const unknown = except.findIndex((each) => !shared.some(({ written }) => written.name === each.case));
  if (unknown >= 0) throw own.mistake(['except', unknown, 'case'], 'unknown common case for this operation');
  return shared
    .filter(({ written }) => !except.some((each) => each.case === written.name))
    .map((source) => asFarAsTheBase(source, own));
}

/** If a check refuses the base request, the same check refuses a common case that expects acceptance. */
function asFarAsTheBase(source: CaseSource, { value: { base }, mistake }: YamlFile<WrittenCases>): CaseSource {
  const { then } = source.written;
  if (base.refusedBy === undefined || then.refusedBy !== undefined || then.notModelled === true) return source;
  return {
    written: { ...source.written, then: { refusedBy: base.refusedBy } },
    mistake: (path, ...says) =>
      path[0] === 'then' ? mistake(['base', 'refusedBy'], ...says) : source.mistake(path, ...says),
  };
}

function expandedCase(source: CaseSource, from: Unexpanded): ContractCase {
  const { name, given, when, then, covers, sideEffect } = source.written;
  const { operation, own, common } = from;
  const wrong = wrongValueIn(source.written, from.names);
  if (wrong !== undefined) throw source.mistake(wrong.path, wrong.says, wrong.part);
  return {
    name: common.value.names.replaceAll('<operation>', operation).replaceAll('<name>', name),
    ...(given && { given }),
    when: (when ?? [{}]).flatMap((step) => stepsFor(step, { operation, base: own.value.base })),
    then: thenOf(then, source, from.names),
    ...(covers && { covers }),
    // A more lenient provider could accept a request that is refused here.
    sideEffect: sideEffect ?? own.value.base.sideEffect,
  };
}

function stepsFor(
  { use, ...step }: WrittenStep,
  { operation, base: { prepare = [], again } }: { readonly operation: string; readonly base: WrittenCases['base'] },
): readonly Step[] {
  if (use === 'prepare') return prepare.map(({ use: _, ...each }) => ({ operation, ...each }));
  const input = use === 'again' ? again : undefined;
  return [{ operation, ...(input && { input }), ...step }];
}

/** A refusal is the literal reply of `refusals.json`; a case with its own body keeps that. */
function thenOf(written: WrittenThen, { mistake }: CaseSource, { refusals, checks }: ProviderNames): Then {
  const { refusal, ...then } = written;
  const { refusedBy, body } = then;
  if (refusedBy === undefined) return then;
  const possible = Object.hasOwn(checks, refusedBy) ? checks[refusedBy] : undefined;
  if (possible === undefined) {
    throw mistake(['then', 'refusedBy'], `unknown check "${refusedBy}"; for a new check, run \`npm run contracts\``);
  }
  if (body !== undefined) return then;
  const literal = refusals[chosenRefusal(possible, refusal, (path, says) => mistake(path, `${refusedBy} ${says}`))];
  return { ...(literal && { status: literal.status, body: literal.body }), ...then };
}

/** The refusal that a case expects among those that its check may give. */
function chosenRefusal(
  possible: readonly string[],
  refusal: string | undefined,
  mistake: CaseSource['mistake'],
): string {
  const all = possible.join(' or ');
  const name = refusal ?? (possible.length === 1 ? possible[0] : undefined);
  if (name === undefined) throw mistake(['then'], `gives ${all}; add \`refusal\` to choose one`);
  if (!possible.includes(name)) throw mistake(['then', 'refusal'], `does not give this refusal; it gives ${all}`);
  return name;
}

/** The names that cases may use, besides checks and refusals. */
interface NamesInValues {
  /** The provider's operations. */
  readonly operations: readonly string[];
  /** The options of each reading, by the reading's name. */
  readonly readings: Readonly<Record<string, readonly string[]>>;
}

/** A mistake in a case, and its path. */
interface WrongValue {
  readonly path: YamlPath;
  readonly says: string;
  /** Set if the key is wrong instead of the value. */
  readonly part?: 'key';
}

/** The first invalid value of a case that the schema cannot detect; undefined when all are valid. */
function wrongValueIn({ given = {}, when, then }: WrittenCase, names: NamesInValues): WrongValue | undefined {
  return (
    wrongTime(given) ?? wrongReading(given, names) ?? wrongStepIn(when, ['when'], names) ?? wrongPattern(then.pattern)
  );
}

/** The first invalid value of the steps at a path. */
function wrongStepIn(
  steps: readonly WrittenStep[] = [],
  path: YamlPath,
  { operations }: NamesInValues,
): WrongValue | undefined {
  for (const [index, { operation, after }] of steps.entries()) {
    const at = (key: string): YamlPath => [...path, index, key];
    if (operation !== undefined && !operations.includes(operation))
      return { path: at('operation'), says: `unknown operation "${operation}"; use one of: ${operations.join(', ')}` };
    const wrong = wrongDuration(after, at('after'));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function wrongTime({ clock, clockSkew }: Given): WrongValue | undefined {
  if (clock !== undefined && !isInstant(clock)) {
    const says = `"${clock}" must be an ISO 8601 instant with its offset, such as 2026-11-21T12:00:00+08:00`;
    return { path: ['given', 'clock'], says };
  }
  return wrongDuration(clockSkew?.replace(/^-/, ''), ['given', 'clockSkew']);
}

function wrongDuration(text: string | undefined, path: YamlPath): WrongValue | undefined {
  const parsed: ParsedDuration = text === undefined ? { ok: true, ms: 0 } : parseDuration(text);
  return parsed.ok ? undefined : { path, says: `"${text ?? ''}" ${parsed.says}` };
}

function wrongReading({ readings: chosen = {} }: Given, { readings }: NamesInValues): WrongValue | undefined {
  for (const [name, option] of Object.entries(chosen)) {
    const path = ['given', 'readings', name];
    const options = Object.hasOwn(readings, name) ? readings[name] : undefined;
    if (options === undefined) {
      const known = Object.keys(readings).join(', ');
      return { path, part: 'key', says: `unknown reading "${name}"; use one of: ${known}` };
    }
    if (!options.includes(option))
      return { path, says: `unknown option "${option}"; use one of: ${options.join(', ')}` };
  }
  return undefined;
}

function wrongPattern(pattern: string | undefined): WrongValue | undefined {
  try {
    if (pattern !== undefined) new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    return { path: ['then', 'pattern'], says: `must be a regular expression: ${(error as Error).message}` };
  }
}
