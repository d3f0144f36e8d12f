/** A project that uses the package: its files, and the commands that must succeed in it. */
export interface Project {
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly (readonly string[])[];
}

const names = ['startSimulator', 'createYtxClient'];
const packages = ['meeting-understudy', 'meeting-understudy/client'];
const imports = packages.map((from, index) => `import { ${names[index] ?? ''} } from '${from}';\n`).join('');
const requires = packages.map((from, index) => `const { ${names[index] ?? ''} } = require('${from}');\n`).join('');

const meeting = `{
  name: '周会',
  creator: '10000007556',
  parties: [{ name: '张三', phone: '10000000804' }],
}`;

/** Freezes the clock of a simulator, meets a scenario, looks at the journal, and waits for a callback. */
const use = `
async function use() {
  const simulator = await startSimulator({ seed: 'friday' });
  try {
    const space = simulator.space('mine');
    await space.clock.freeze({ now: '2026-11-21T12:00:00+08:00' });
    await space.scenarios.use('caller-not-allowed', { times: 1 });
    const ytx = createYtxClient({
      baseUrl: space.url('ytx', { host: 'api.ytx.net' }),
      accountSID: 'ac000000000000000000000000000001',
      authToken: '70000000000000000000000000000ac1',
      appid: 'ab000000000000000000000000000008',
      clock: space.clock,
    });
    const meeting = ${meeting};
    const refused = await ytx.startMeeting(meeting).then(() => 'accepted', String);
    if (!refused.includes('-205')) throw new Error(refused);
    await ytx.startMeeting(meeting);
    const call = await space.journal.waitFor({ operation: 'createMeeting', after: 1 });
    if (call.source !== 'provider') throw new Error(call.source);
    await space.clock.advance({ by: 'PT2H' });
    await space.callbacks.waitFor({ event: 'callRecord' });
  } finally {
    await simulator.close();
  }
}
`;

/** Tests with a space each, and matchers; the framework comes from the entry of this name. */
const spaced = (framework: 'jest' | 'vitest'): string => `
import { ${framework === 'vitest' ? 'expect' : 'expect, jest'} } from '${framework === 'vitest' ? 'vitest' : '@jest/globals'}';
import { simulatorTest } from 'meeting-understudy/${framework}';
${framework === 'jest' ? 'jest.useFakeTimers();' : ''}
const test = simulatorTest({ seed: 'friday' });
test.each(['app:sandbox', 'app:with-callback'])('books with %s', async (app, { space }) => {
  const client = await space.client('ytx', { app });
  await client.startMeeting(${meeting});
  const call = await space.journal.waitFor({ operation: 'createMeeting' });
  expect(call.id).toBe(1);
  expect(call).toBeAccepted();
  expect(call).not.toBeRefusedBy('ytx/sign-is-right');
});
`;

const tested = `${use}\ntest('uses a simulator', use);\n`;
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
  'jest and fake timers as ES modules, with a space for each test': {
    files: { 'package.json': '{ "type": "module" }', 'use.test.js': spaced('jest') },
    commands: [[process.execPath, '--experimental-vm-modules', bin('jest'), '--no-cache', '--runInBand']],
  },
  'ts-jest, with a space for each test': jest('use.test.ts', spaced('jest'), { preset: 'ts-jest' }),
  'vitest, with a space for each test': {
    files: { 'package.json': '{}', 'use.test.ts': spaced('vitest') },
    commands: [[bin('vitest'), 'run']],
  },
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
    files: { 'package.json': '{}', 'use.js': `${requires}${use}\nit('uses a simulator', use);\n` },
    commands: [[bin('mocha'), '--timeout', '30000', 'use.js']],
  },
  'TypeScript, node16': compiled('module', { module: 'node16' }),
  'TypeScript, nodenext as CommonJS': compiled('commonjs', { module: 'nodenext', skipLibCheck: false }),
  'TypeScript, bundler': compiled('module', { module: 'esnext', moduleResolution: 'bundler' }),
  'TypeScript, CommonJS': compiled('commonjs', { module: 'commonjs', esModuleInterop: true }),
};
