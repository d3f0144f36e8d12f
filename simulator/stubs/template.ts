import { parse } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { compileExpression, type Evaluate, type ExpressionScope } from './expression.js';
import type { TemplateValues } from './values.js';

/** A text of a stub, compiled; it gives a text, or the value of its only expression. */
type StubTemplate = (values: TemplateValues) => unknown;

/** A compiled text, or why it is no template. */
export type CompiledTemplate =
  { readonly ok: true; readonly template: StubTemplate } | { readonly ok: false; readonly says: string };

/** The deepest nesting of blocks. */
const maxDepth = 8;

/**
 * Compiles a text in the syntax of Handlebars, with expressions of stubs and the block `if`.
 *
 * The tree is interpreted: no code is generated, and only members of a value itself can be read. A text that is one
 * expression gives its value; a missing value is an empty text.
 */
export function compileTemplate(text: string, scope: ExpressionScope): CompiledTemplate {
  if (!text.includes('{{')) return { ok: true, template: () => text };
  const parsed = parsedTemplate(text);
  if (typeof parsed === 'string') return { ok: false, says: parsed };
  const problems: string[] = [];
  const [only, ...others] = parsed.body;
  const template =
    only !== undefined && others.length === 0 && isMustache(only)
      ? withType(valueOf(compileExpression(only, { ...scope, label: `${scope.label} 0` }), problems))
      : compileProgram(parsed, { scope, problems, depth: 0, count: { made: 0 } });
  const [says] = problems;
  return says === undefined ? { ok: true, template } : { ok: false, says };
}

function parsedTemplate(text: string): hbs.AST.Program | string {
  try {
    return parse(text);
  } catch (error) {
    const [summary = '', , pointed = '', reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    const column = pointed.indexOf('^') + 1;
    const where = column > 0 ? `, near column ${column}: ${reason}` : `: ${summary.slice(0, maxReasonLength)}`;
    return `is not a valid template${where}`;
  }
}

/** The parser repeats a part of the text in some of its messages. */
const maxReasonLength = 200;

/** A value with its type; counted as its text, which the reply will hold. */
const withType =
  (evaluate: Evaluate): StubTemplate =>
  (values) => {
    if (values.isTooLong()) return '';
    const value = evaluate(values);
    values.spend(textOf(value));
    return value;
  };

interface TextScope {
  readonly scope: ExpressionScope;
  /** The first is reported. */
  readonly problems: string[];
  readonly depth: number;
  /** Numbers the expressions of a text, so that each draws its own random values. */
  readonly count: { made: number };
}

type TextPart = (values: TemplateValues) => string;

function compileProgram({ body }: hbs.AST.Program, compiling: TextScope): TextPart {
  const parts = body.map((node) => compileNode(node, compiling));
  return (values) => parts.map((part) => part(values)).join('');
}

const nothing: TextPart = () => '';

function compileNode(node: hbs.AST.Statement, compiling: TextScope): TextPart {
  const { scope, problems, count } = compiling;
  if (isContent(node)) return () => node.value;
  if (node.type === 'CommentStatement') return nothing;
  if (isBlock(node)) return compileBlock(node, compiling);
  if (!isMustache(node)) {
    problems.push('has a partial or a decorator, which stubs do not have');
    return nothing;
  }
  const label = `${scope.label} ${count.made}`;
  count.made += 1;
  const evaluate = valueOf(compileExpression(node, { ...scope, label }), problems);
  // Nothing more is written once the reply is too long.
  return (values) => (values.isTooLong() ? '' : values.spend(textOf(evaluate(values))));
}

function compileBlock(block: hbs.AST.BlockStatement, compiling: TextScope): TextPart {
  const { scope, problems, depth } = compiling;
  const [condition, ...others] = block.params;
  if (block.path.original !== 'if' || condition === undefined || others.length > 0 || hasExtras(block)) {
    problems.push('has a block that stubs do not have; use {{#if …}} with one value');
    return nothing;
  }
  if (depth === maxDepth) {
    problems.push(`has more than ${maxDepth} blocks in each other`);
    return nothing;
  }
  const inner = { ...compiling, depth: depth + 1 };
  const evaluate = valueOf(compileExpression({ path: condition, params: [] }, scope), problems);
  const [whenTrue = nothing, whenFalse = nothing] = [block.program, block.inverse].map((each) =>
    // Absent where a block has no such branch, which the types of the package do not say.
    (each as hbs.AST.Program | undefined) === undefined ? nothing : compileProgram(each, inner),
  );
  return (values) => (isTruthy(evaluate(values)) ? whenTrue : whenFalse)(values);
}

/** Named parameters or block parameters; absent where there are none, which the types of the package do not say. */
const hasExtras = ({ hash, program }: hbs.AST.BlockStatement): boolean =>
  (hash as hbs.AST.Hash | undefined) !== undefined ||
  (program as Partial<hbs.AST.Program> | undefined)?.blockParams !== undefined;

function valueOf(compiled: Evaluate | string, problems: string[]): Evaluate {
  if (typeof compiled !== 'string') return compiled;
  problems.push(compiled);
  return nothing;
}

const isMustache = (node: hbs.AST.Statement): node is hbs.AST.MustacheStatement => node.type === 'MustacheStatement';
const isContent = (node: hbs.AST.Statement): node is hbs.AST.ContentStatement => node.type === 'ContentStatement';
const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement => node.type === 'BlockStatement';

/** As in Handlebars, an empty list is false. */
const isTruthy = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
