import type { CaseFile, ContractCase, Step, Then } from './case.js';
import type { NamesInValues } from './case-values.js';
import { wrongStepIn, wrongValueIn } from './case-values.js';
import type { CommonCases, WrittenCase, WrittenCases, WrittenStep, WrittenThen } from './written-cases.js';
import type { YamlFile } from './yaml-file.js';
import type { YamlPath } from './yaml-places.js';

/** A refusal as `refusals.json` has it. */
interface LiteralReply {
  readonly status: number;
  readonly body: string;
}

/** What cases may name of a provider. */
export interface ProviderNames extends NamesInValues {
  /** By name. */
  readonly refusals: Readonly<Record<string, LiteralReply>>;
  /** The names of the refusals that each check may give, by the check's name. */
  readonly checks: Readonly<Record<string, readonly string[]>>;
}

/** An operation's cases as they are written, and all that they lean on. */
export interface Unexpanded {
  readonly provider: string;
  readonly operation: string;
  /** Whether its requests are signed; common cases are about signed requests. */
  readonly isSigned: boolean;
  readonly own: YamlFile<WrittenCases>;
  readonly common: YamlFile<CommonCases>;
  readonly names: ProviderNames;
}

/** A written case, and where it is written. */
interface CaseSource {
  readonly written: WrittenCase;
  readonly mistake: (path: YamlPath, says: string, part?: 'value' | 'key') => Error;
}

/**
 * The cases of one operation in full: the common ones first, then its own, each with its operations, the literal reply of
 * its refusal and its side effect. A `ContractFileError` where a case names what there is not.
 */
export function expandedCases(from: Unexpanded): CaseFile {
  const { provider, operation, own, common } = from;
  const { host = common.value.base.host, roles = common.value.base.roles, input } = own.value.base;
  const wrong = wrongStepIn(own.value.base.prepare, ['base', 'prepare'], from.names);
  if (wrong !== undefined) throw own.mistake(wrong.path, wrong.says);
  const sources = [...sharedWith(from), ...sourcesIn(own)];
  const cases = sources.map((source) => expandedCase(source, from));
  const names = cases.map(({ name }) => name);
  const repeated = sources.find((_, index) => names.indexOf(names[index] ?? '') < index);
  if (repeated !== undefined)
    throw repeated.mistake(['name'], 'an earlier case of this operation has this name; choose another');
  return { provider, operation, base: { host, roles, input }, cases };
}

const sourcesIn = ({ value, mistake }: YamlFile<{ readonly cases: readonly WrittenCase[] }>): readonly CaseSource[] =>
  value.cases.map((written, index) => ({
    written,
    mistake: (path, says, part) => mistake(['cases', index, ...path], says, part),
  }));

function sharedWith({ isSigned, own, common }: Unexpanded): readonly CaseSource[] {
  const { except = [] } = own.value;
  const shared = isSigned ? sourcesIn(common) : [];
  const unknown = except.findIndex((each) => !shared.some(({ written }) => written.name === each.case));
  if (unknown >= 0) throw own.mistake(['except', unknown, 'case'], 'this operation shares no case of this name');
  return shared
    .filter(({ written }) => !except.some((each) => each.case === written.name))
    .map((source) => asFarAsTheBase(source, own));
}

/** A common case that is accepted gets no further than the base request does, where a check refuses that. */
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
    // What is refused here could pass at a provider that is more lenient.
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

/** A refusal is the literal reply of `refusals.json`, but for a case with a body of its own, which it is then about. */
function thenOf(written: WrittenThen, { mistake }: CaseSource, { refusals, checks }: ProviderNames): Then {
  const { refusal, ...then } = written;
  const { refusedBy, body } = then;
  if (refusedBy === undefined) return then;
  const possible = Object.hasOwn(checks, refusedBy) ? checks[refusedBy] : undefined;
  if (possible === undefined) {
    throw mistake(['then', 'refusedBy'], `no check is called "${refusedBy}"; \`npm run contracts\` lists a new one`);
  }
  if (body !== undefined) return then;
  const literal = refusals[theOneOf(possible, refusal, (path, says) => mistake(path, `${refusedBy} ${says}`))];
  return { ...(literal && { status: literal.status, body: literal.body }), ...then };
}

/** Which of the refusals that a check may give is meant. */
function theOneOf(possible: readonly string[], refusal: string | undefined, mistake: CaseSource['mistake']): string {
  const all = possible.join(' or ');
  const name = refusal ?? (possible.length === 1 ? possible[0] : undefined);
  if (name === undefined) throw mistake(['then'], `gives ${all}; say which as \`refusal\``);
  if (!possible.includes(name)) throw mistake(['then', 'refusal'], `does not give it; it gives ${all}`);
  return name;
}
