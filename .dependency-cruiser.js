// Who may import whom: `npm run lint` reads it by scripts/lint/imports.js, and `npx depcruise .` takes it as it is.

const data = '^fixtures/';
const common = '^contracts/(json|durations|messages|simulator-headers)\\.ts$';
const contracts =
  '^contracts/(?!json\\.ts$|durations\\.ts$|messages\\.ts$|simulator-headers\\.ts$|suite/|recording/|validation/|drift/)';
const suite = '^contracts/suite/';
const recording = '^contracts/recording/';
const validation = '^contracts/validation/';
const drift = '^contracts/drift/';
const clientCore = '^client/core/';
const client = '^client/(ytx/|xylink/|index\\.ts$)';
const core = '^simulator/core/';
const http = '^simulator/http/(?!control/)';
const control = '^simulator/http/control/';
const platform = '^simulator/platform/';
const worldGenerator = '^simulator/world-generator/';
const registry = '^simulator/providers/index\\.ts$';
const provider = '^simulator/providers/[^/]+/';
const checksReport = '^simulator/checks-report/';
const errorCatalogue = '^simulator/error-catalogue/';
const mutants = '^simulator/mutants/';
const receiverCheck = '^simulator/receiver-check/';
const translations = '^simulator/translations/';
const tls = '^simulator/tls/';
const stubs = '^simulator/stubs/';
const proxyFromEnv = '^simulator/proxy-from-env\\.ts$';
const sampleRequests = '^simulator/sample-requests/(?!scripts/)';
const sampleScripts = '^simulator/sample-requests/scripts/';
const suiteTarget = '^simulator/suite-target\\.ts$';
const publicApi = '^simulator/(simulator|listening|options|options-check|config-generated)\\.ts$';
const testKit = '^simulator/test-kit/';
const mainEntry = '^simulator/index\\.ts$';
const intercept = '^simulator/intercept/';
const commandLine = '^simulator/cli(/|\\.ts$)';

/**
 * Every part of the product: where its files are, which parts it may import besides itself, which packages, and which
 * modules of Node (`true` for all). Every part may import the files of the first line. A file in no part can neither
 * import nor be imported.
 */
const parts = [
  { name: 'contracts/{json,durations,messages,simulator-headers}.ts', files: common },
  { name: 'contracts', files: contracts, node: ['crypto'] },
  {
    name: 'contracts/suite',
    files: suite,
    parts: [contracts, data, client],
    packages: ['diff', 'js-yaml'],
    node: ['fs', 'fs/promises', 'util'],
  },
  {
    name: 'contracts/recording',
    files: recording,
    parts: [suite, contracts, client],
    packages: ['nock'],
    node: ['crypto'],
  },
  { name: 'contracts/validation', files: validation, parts: [suite, recording, contracts], node: ['crypto'] },
  { name: 'contracts/drift', files: drift, parts: [suite, recording, validation, contracts], packages: ['diff'] },
  { name: 'client/core', files: clientCore, parts: [contracts] },
  { name: 'client', files: client, parts: [clientCore, contracts] },
  { name: 'simulator/core', files: core, packages: ['fastest-levenshtein', 'tinyqueue'] },
  { name: 'simulator/platform', files: platform, parts: [core], packages: ['ajv'], node: true },
  {
    name: 'simulator/providers/*',
    files: provider,
    parts: [core, contracts, data, worldGenerator],
    node: ['zlib'],
  },
  {
    name: 'simulator/world-generator',
    files: worldGenerator,
    parts: [core, data],
    packages: ['@faker-js/faker'],
    node: ['crypto'],
  },
  { name: 'simulator/providers/index.ts', files: registry, parts: [core, provider] },
  {
    name: 'simulator/tls',
    files: tls,
    packages: ['@peculiar/asn1-schema', '@peculiar/asn1-x509', '@peculiar/x509', 'reflect-metadata'],
    node: ['crypto', 'fs/promises', 'net', 'path', 'tls'],
  },
  { name: 'simulator/stubs', files: stubs, parts: [core], packages: ['handlebars'] },
  {
    name: 'simulator/http',
    files: http,
    parts: [core, tls],
    node: ['http', 'https', 'dns', 'net', 'events', 'stream', 'crypto', 'timers', 'tls'],
  },
  {
    name: 'simulator/http/control',
    files: control,
    parts: [core, http, checksReport, stubs, translations],
    packages: ['express', 'string-width'],
    node: ['timers', 'http', 'net', 'crypto', 'util'],
  },
  { name: 'simulator/checks-report', files: checksReport, parts: [suite, validation, data, core, registry] },
  { name: 'simulator/error-catalogue', files: errorCatalogue, parts: [core, checksReport] },
  { name: 'simulator/mutants', files: mutants, parts: [core, suite, suiteTarget, publicApi] },
  { name: 'simulator/receiver-check', files: receiverCheck, parts: [core, suite, http, platform, publicApi] },
  { name: 'simulator/translations', files: translations },
  { name: 'simulator/suite-target.ts', files: suiteTarget, parts: [suite, core, http, platform, publicApi] },
  {
    name: 'simulator/{simulator,listening,options,options-check,config-generated}.ts',
    files: publicApi,
    parts: [core, http, control, platform, stubs, tls, registry],
  },
  {
    name: 'simulator/test-kit',
    files: testKit,
    parts: [core, platform, client, publicApi],
    packages: ['@jest/globals', 'vitest'],
  },
  { name: 'simulator/index.ts', files: mainEntry, parts: [core, http, publicApi, testKit] },
  {
    name: 'simulator/proxy-from-env.ts',
    files: proxyFromEnv,
    packages: ['agent-base', 'https-proxy-agent', 'proxy-from-env', 'undici'],
    node: ['http', 'https'],
  },
  {
    name: 'simulator/intercept',
    files: intercept,
    parts: [core, http, publicApi],
    packages: ['@mswjs/interceptors', 'undici'],
    node: ['http', 'module', 'stream', 'timers'],
  },
  {
    name: 'simulator/sample-requests',
    files: sampleRequests,
    parts: [contracts, suite, client, suiteTarget, publicApi],
    node: ['fs'],
  },
  // Texts for other programs: what they require is not installed here.
  { name: 'simulator/sample-requests/scripts', files: sampleScripts, packages: ['crypto-js'] },
  {
    name: 'simulator/cli',
    files: commandLine,
    parts: [
      ...[contracts, suite, recording, validation, drift],
      ...[
        core,
        http,
        control,
        platform,
        stubs,
        registry,
        checksReport,
        errorCatalogue,
        mutants,
        receiverCheck,
        suiteTarget,
        publicApi,
        tls,
      ],
      worldGenerator,
      translations,
    ],
    packages: ['commander', 'env-paths', 'jiti', 'js-yaml'],
    node: [
      ...[
        'child_process',
        'crypto',
        'events',
        'fs',
        'fs/promises',
        'http',
        'https',
        'os',
        'path',
        'timers/promises',
        'tls',
      ],
      ...['url', 'util'],
    ],
  },
];

const anyOf = (shapes) => `(${shapes.join('|')})`;

const importsOf = ({ name, files, parts: others = [], packages = [], node = [] }) => [
  {
    name: `parts that ${name} imports`,
    comment: `${name} may not import this part: move the code to where both can import it, or hand it in as an argument.`,
    severity: 'error',
    from: { path: files },
    to: { dependencyTypesNot: ['npm', 'npm-dev', 'core'], pathNot: anyOf([files, common, ...others]) },
  },
  {
    name: `packages that ${name} imports`,
    comment: `${name} may not import this package: import it in a part whose line in .dependency-cruiser.js names it, and hand in what it does as an argument.`,
    severity: 'error',
    from: { path: files },
    to: {
      dependencyTypes: ['npm', 'npm-dev'],
      pathNot: packages.length === 0 ? '^$' : `^node_modules/${anyOf(packages)}/`,
    },
  },
  ...(node === true
    ? []
    : [
        {
          name: `modules of Node that ${name} imports`,
          comment: `${name} may not import this module of Node: what comes from the machine is an argument there, made in simulator/platform or simulator/cli.`,
          severity: 'error',
          from: { path: files },
          to: { dependencyTypes: ['core'], pathNot: node.length === 0 ? '^$' : `^${anyOf(node)}$` },
        },
      ]),
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'import circle',
      comment:
        'Files import each other: move what both files need into one of them, or into a third that imports neither.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'file in no part',
      comment:
        'Move the file into a folder of the table in .dependency-cruiser.js, or add a line for its folder there.',
      severity: 'error',
      from: { path: '^(simulator|contracts|client)/', pathNot: anyOf(parts.map(({ files }) => files)) },
      to: {},
    },
    {
      name: 'provider imports another provider',
      comment: 'Providers do not know each other: move what both need into simulator/core, without the name of either.',
      severity: 'error',
      from: { path: '^simulator/providers/([^/]+)/' },
      to: { path: '^simulator/providers/[^/]+/', pathNot: '^simulator/providers/$1/' },
    },
    {
      name: 'import that cannot be resolved',
      comment: 'Correct the path, or add the package to package.json with its exact version.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...parts.flatMap(importsOf),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|reports|bench/reports)/' },
    detectProcessBuiltinModuleCalls: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
