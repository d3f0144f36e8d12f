/** A project that uses the package: its files, and the commands that must succeed in it. */
export interface Project {
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly (readonly string[])[];
}

const names = ['createSimulator', 'createYtxClient'];
const packages = ['meeting-understudy', 'meeting-understudy/client'];
const imports = packages.map((from, index) => `import { ${names[index] ?? ''} } from '${from}';\n`).join('');
const requires = packages.map((from, index) => `const { ${names[index] ?? ''} } = require('${from}');\n`).join('');

/** Starts a simulator, books a meeting in it through the client, and closes it. */
const use = `
async function use() {
  const simulator = createSimulator({ seed: 'friday' });
  const { url, close } = await simulator.listen(0);
  const ytx = createYtxClient({
    baseUrl: \`\${url}/sandbox.ytx.net\`,
    accountSID: 'ac000000000000000000000000000001',
    authToken: '70000000000000000000000000000ac1',
    appid: 'ab000000000000000000000000000001',
  });
  const party = { name: '张三', phone: '10000000804' };
  const at = new Date(Math.ceil(Date.now() / 3_600_000 + 24) * 3_600_000);
  try {
    const { meetingNumber } = await ytx.bookMeeting({ name: '周会', creator: '10000007556', parties: [party], at });
    if (!/^\\d+$/.test(meetingNumber)) throw new Error(\`no meeting number: \${meetingNumber}\`);
  } finally {
    await close();
  }
}
`;

const tested = `${use}\ntest('books a meeting', use);\n`;
const run = `${use}\nvoid use();\n`;
export const bin = (name: string): string => `node_modules/.bin/${name}`;

export const jest = (file: string, text: string, config?: object): Project => ({
  files: { 'package.json': '{}', [file]: text, ...(config && { 'jest.config.json': JSON.stringify(config) }) },
  commands: [[bin('jest'), '--no-cache', '--runInBand']],
});

/** A TypeScript program, compiled and run. */
function compiled(type: 'module' | 'commonjs', compilerOptions: object): Project {
  const strict = {
    strict: true,
    target: 'es2022',
    lib: ['es2022'],
    types: ['node'],
    skipLibCheck: true,
    outDir: 'out',
  };
  return {
    files: {
      'package.json': JSON.stringify({ type }),
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, include: ['use.ts'] }),
      'use.ts': imports + run,
    },
    commands: [[bin('tsc')], [process.execPath, 'out/use.js']],
  };
}

/** Every way of using the package that it promises. */
export const projects: Readonly<Record<string, Project>> = {
  'jest with its defaults': jest('use.test.js', requires + tested),
  'ts-jest as CommonJS': {
    ...jest('use.test.ts', `import { test } from '@jest/globals';\n${imports}${tested}`, { preset: 'ts-jest' }),
  },
  '@swc/jest as CommonJS': jest('use.test.ts', imports + tested, { transform: { '\\.ts$': '@swc/jest' } }),
  vitest: {
    files: { 'package.json': '{}', 'use.test.ts': `import { test } from 'vitest';\n${imports}${tested}` },
    commands: [[bin('vitest'), 'run']],
  },
  'node:test as ES module': {
    files: { 'use.mjs': `import test from 'node:test';\n${imports}${tested}` },
    commands: [[process.execPath, '--test', 'use.mjs']],
  },
  'node:test as CommonJS': {
    files: { 'use.cjs': `const test = require('node:test');\n${requires}${tested}` },
    commands: [[process.execPath, '--test', 'use.cjs']],
  },
  'mocha as CommonJS': {
    files: { 'package.json': '{}', 'use.js': `${requires}${use}\nit('books a meeting', use);\n` },
    commands: [[bin('mocha'), 'use.js']],
  },
  'TypeScript, node16': compiled('module', { module: 'node16' }),
  'TypeScript, nodenext as CommonJS': compiled('commonjs', { module: 'nodenext', skipLibCheck: false }),
  'TypeScript, bundler': compiled('module', { module: 'esnext', moduleResolution: 'bundler' }),
  'TypeScript, CommonJS': compiled('commonjs', { module: 'commonjs', esModuleInterop: true }),
};
