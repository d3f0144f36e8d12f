import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { productFiles } from './product-files.js';

const irregular =
  'told|said|sent|met|made|taken|given|known|seen|kept|held|left|found|shown|written|understood|gone|begun|done|drawn|built|heard|thrown|chosen|asked|lost|bound|brought|caught|meant|felt|spent|hidden|broken|fallen|forgotten|got|grown|rung|won';
const participle = `(?:${irregular}|[a-z]+ed)`;
const upper = (words) => words.replaceAll(/(?<=^|\|)[a-z]/g, (letter) => letter.toUpperCase());
const preposition = '(?:In|By|Of|As|With|To|For|From|At|If|On|Up)';

/** `told`, `movedIn`, `cleanedUp`: nothing says whether the function acts or computes. */
const bare = new RegExp(`^${participle}(?:${preposition}(?:[A-Z].*)?)?$`);
/** A verb or a particle in front makes a phrase of it: `buildUnsigned`, `onLeft`. */
const leading =
  'is|has|was|may|can|on|not|clean|start|[a-z]*(?:ask|build|count|diagnose|find|forget|keep|play|print|read|refuse|render|reproduce|resolve|run|send|show|sign|take|write)';
/** `checkNamed`, `formTaken`. */
const trailing = new RegExp(
  `^(?!(?:${leading})[A-Z])[a-z]+[A-Za-z]*(?:${upper(irregular)}|[A-Z][a-z]+ed)${preposition}?$`,
);
/** Verbs that look like participles, and the three kinds of evidence, which stand in the data under these names. */
const verbs = new Set([
  'need',
  'embed',
  'seed',
  'feed',
  'proceed',
  'exceed',
  'shed',
  'documented',
  'corroborated',
  'assumed',
]);

const isFunction = (node) =>
  node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionTypeNode(node));

/** The name that a node gives to a function, if it does. */
function nameOf(node) {
  if (node.name === undefined || !ts.isIdentifier(node.name)) return undefined;
  if (ts.isFunctionDeclaration(node) || ts.isMethodSignature(node)) return node.name.text;
  if (ts.isVariableDeclaration(node)) return isFunction(node.initializer) ? node.name.text : undefined;
  return ts.isPropertySignature(node) && isFunction(node.type) ? node.name.text : undefined;
}

/**
 * The functions in a source whose names are participles: a name is a noun or a verb phrase.
 *
 * @public Its test imports it by a path that knip cannot read.
 */
export function participlesIn(text) {
  const found = [];
  const visit = (node) => {
    const name = nameOf(node);
    // Matchers of a test framework are called `toBe…`.
    if (name !== undefined && !verbs.has(name) && !/^toBe[A-Z]/.test(name) && (bare.test(name) || trailing.test(name)))
      found.push(name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest));
  return found;
}

/** Such functions of the product, as `simulator/index.ts: gone`. */
export const participles = (top) =>
  productFiles(top).flatMap((file) =>
    participlesIn(readFileSync(join(top, file), 'utf8')).map((name) => `${file}: ${name}`),
  );
