import { existsSync, readFileSync } from 'node:fs';
import { camel, filled, formatted, nameFrom, pascal, providerCalled, writeFiles } from './files.js';
import { UsageError } from './usage-error.js';

/** The default of `--path`. */
const usualPath = {
  ytx: () => '/{version}/sid/{accountSID}/call/TeleMeeting.wx',
  xylink: (operation) => `/api/rest/external/{version}/conferenceControl/{meetingRoomNumber}/${operation}`,
};

const contractFiles = ['operation.json', 'request.schema.json', 'response.schema.json', 'cases.yaml'];

/** Writes all files of a new operation; returns what to do next. */
export async function newOperation([providerName, operationName, ...rest], { path: givenPath, ...others }) {
  if (rest.length > 0) throw new UsageError(`Unknown argument "${rest[0]}".`);
  const [other] = Object.keys(others);
  if (other !== undefined) throw new UsageError(`--${other} goes with a check: npm run new -- check PROVIDER CHECK.`);
  if (givenPath !== undefined && !/^\/[\w{}/.-]*$/.test(givenPath))
    throw new UsageError(
      `Invalid path "${givenPath}": begin with a slash, and use only letters, digits, slashes and the characters _ { } . -`,
    );
  const provider = providerCalled(providerName);
  const folder = nameFrom('name of the operation', operationName);
  const operation = camel(folder);
  const [contract, code] = [`${provider.contract}/${folder}`, `${provider.code}/endpoints/${folder}.ts`];
  for (const place of [contract, code])
    if (existsSync(place)) throw new UsageError(`${place} exists already. Choose another name, or edit what is there.`);

  const path = givenPath ?? usualPath[provider.name]?.(operation) ?? '/';
  const sharesPath = provider.operations.some((each) => each.path === path);
  const names = {
    ...{ folder, operation, path, Type: pascal(operation) },
    // If operations share the path, the router has already checked the action.
    actionImport: sharesPath ? '' : 'actionChecks, ',
    actionCheck: sharesPath ? '' : '.append(actionChecks)',
    settledImport: sharesPath ? "import { bodyIsAJsonObject } from '../rules/body.js';\n" : '',
    settled: sharesPath
      ? '// The router reads the action: a request without a readable body goes to the default operation.\n  checkedByRouter: [bodyIsAJsonObject],'
      : '',
  };
  const index = `${provider.code}/endpoints/index.ts`;
  // Prepare all files before writing one: after a partial write, the next attempt would be rejected.
  const files = await Promise.all([
    ...contractFiles.map((file) => formatted(`${contract}/${file}`, filled(provider.name, file, names))),
    formatted(code, filled(provider.name, 'endpoint.ts', names)),
    formatted(index, withLine(readFileSync(index, 'utf8'), { operation, folder })),
  ]);
  return report(writeFiles(files), { provider: provider.name, folder, operation });
}

/** The index of endpoints with one line more, in the order of their files. */
function withLine(text, { operation, folder }) {
  const lines = text.trimEnd().split('\n');
  const isExport = (line) => line.startsWith('export ');
  const all = [...lines.filter(isExport), `export { ${operation} } from './${folder}.js';`];
  const fileOf = (line) => /'\.\/(.*)\.js'/.exec(line)?.[1] ?? '';
  const sorted = all.toSorted((one, other) => (fileOf(one) < fileOf(other) ? -1 : 1));
  return `${[...lines.filter((line) => !isExport(line)), ...sorted].join('\n')}\n`;
}

const report = (written, { provider, folder, operation }) => `Written:
${written.map((file) => `  ${file}`).join('\n')}

Next:
  1. Fill in what is marked TODO(new): operation.json and the schemas first, then the endpoint, then cases.yaml.
     Where the sources do not say, the evidence is "assumed", with the reason.
  2. npm run contracts     (generates types, validators, OpenAPI and tables; run it after each change of a check)
  3. npx jest tests/contract/${provider}.plan tests/contract/conformance.plan -t ${operation}     (its cases alone)
  4. Add the Chinese to simulator/translations/ (npm test -- tests/translations names text and file).
  5. npm test -- tests/contract     (fails until nothing is marked and every case passes)
  6. npm run check

A check of its own: npm run new -- check ${provider} NAME --operation ${folder}
`;
