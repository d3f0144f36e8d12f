import { existsSync, readFileSync } from 'node:fs';
import { camel, filled, formatted, nameFrom, providerCalled, writeFiles } from './files.js';
import { UsageError } from './usage-error.js';

/** Writes the rule or lookup, its line in the endpoint and its case; returns what to do next. */
export async function newCheck(
  [providerName, checkName, ...rest],
  { operation: operationName, scenario, path, provides },
) {
  if (rest.length > 0) throw new UsageError(`Unknown argument "${rest[0]}".`);
  if (path !== undefined) throw new UsageError('--path goes with an operation: npm run new -- PROVIDER OPERATION.');
  if (providerName === undefined) throw new UsageError('Name a provider and a check.');
  const provider = providerCalled(providerName);
  const name = nameFrom('name of the check', checkName);
  if (!name.includes('-')) throw new UsageError(`Invalid name "${name}": name the condition, such as meeting-is-open.`);
  const folder = operationOf(provider, operationName);
  const code = `${provider.code}/rules/${name}.ts`;
  if (provider.checks.includes(`${provider.name}/${name}`) || existsSync(code))
    throw new UsageError(`${provider.name} has a check called ${name} already. Choose another name.`);

  const check = camel(name);
  const fact = provides === undefined ? undefined : camel(nameFrom('name of the fact', provides));
  const cases = `${provider.contract}/${folder}/cases.yaml`;
  const names = {
    ...{ provider: provider.name, name, check, fact },
    scenario: scenarioOf(name, scenario),
    sideEffect: sideEffectOfBase(readFileSync(cases, 'utf8')),
  };
  const endpoint = `${provider.code}/endpoints/${folder}.ts`;
  const guarded = withCheck(readFileSync(endpoint, 'utf8'), { check, name, endpoint });
  const files = [
    await formatted(code, filled(provider.name, fact === undefined ? 'rule.ts' : 'lookup.ts', names)),
    await formatted(endpoint, guarded),
    // Unformatted, since a formatter might change the existing cases.
    {
      file: cases,
      text: `${readFileSync(cases, 'utf8').trimEnd()}\n${filled(provider.name, 'check-case.yaml', names)}`,
    },
  ];
  return report(writeFiles(files), provider);
}

function operationOf({ name, operations }, asked) {
  const known = operations.map(({ folder }) => folder);
  const found = operations.find((each) => each.folder === asked || each.name === asked);
  if (found !== undefined) return found.folder;
  const wrong = asked === undefined ? 'Add --operation.' : `Unknown operation "${asked}".`;
  throw new UsageError(`${wrong} Operations of ${name}: ${known.join(', ')}.`);
}

/** The name of the scenario in which the check fails. Default: `meeting-is-not-open` for `meeting-is-open`. */
function scenarioOf(name, given) {
  if (given !== undefined) return nameFrom('name of the scenario', given);
  const opposite = name.replace(/-(is|are|has|have|can|may)-/, '-$1-not-');
  return opposite === name ? `not-${name}` : opposite;
}

/** What the base request could do to a real account: a request that changes it little could do the same. */
const sideEffectOfBase = (cases) => /^base:\n(?:[ \n].*\n|\n)*? {2}sideEffect: (\w+)$/m.exec(cases)?.[1] ?? 'none';

/** The endpoint with the check as its last one, and the import. */
function withCheck(text, { check, name, endpoint }) {
  const chain = /^const checks =[^;]*/m;
  if (!chain.test(text))
    throw new UsageError(`${endpoint} has no "const checks = …;" to which a check could be added.`);
  const withLine = text.replace(chain, (found) => `${found}\n  .check(${check})`);
  const imports = [...withLine.matchAll(/^import [^;]*;\n/gm)];
  const last = imports.at(-1);
  const at = last === undefined ? 0 : last.index + last[0].length;
  return `${withLine.slice(0, at)}import { ${check} } from '../rules/${name}.js';\n${withLine.slice(at)}`;
}

const report = (written, provider) => `Written:
${written.map((file) => `  ${file}`).join('\n')}

Next:
  1. Fill in what is marked TODO(new): the check. If a file in rules/ has the checks of the same field, move it there.
  2. Move its line in the endpoint to its place in the provider's order, which is part of the behaviour.
  3. Fill in its case, and write further ones.
  4. For a check of the form of a request: add the condition to request.schema.json.
  5. Add its texts to simulator/translations/ (npm test -- tests/translations names text and file).
  6. npm run contracts     (lists the check in checks.json and in the documents)
  7. npm test -- tests/contract     (fails until nothing is marked and every case passes)
  8. Add the refusal to fixtures/${provider.name}/manual-steps.json, if one signed request produces it.
  9. npm run check     (tests of other parts may send what is now refused)

docs/adding.md explains each step.
`;
