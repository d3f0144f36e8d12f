import { bin, jest, type Project } from './projects.js';

const modules = {
  https: 'node:https',
  axios: 'axios',
  undici6: 'undici6',
  undici7: 'undici',
  '{ http, HttpResponse }': 'msw',
  '{ setupServer }': 'msw/node',
  '{ intercept }': 'meeting-understudy/intercept',
};

const imports = Object.entries({ ...modules, got: 'got' })
  .map(([name, from]) => `import ${name} from '${from}';\n`)
  .join('');
/** Without got, which is an ES module. */
const requires = `${Object.entries(modules)
  .map(([name, from]) => `const ${name} = require('${from}');\n`)
  .join('')}const got = undefined;\n`;

/** Sends requests by every client, and resolves with what is wrong in their answers; MSW mocks another host meanwhile. */
const use = `
const clients = {
  fetch: async (url, body) => {
    const reply = await fetch(url, { method: 'POST', body });
    await reply.text();
    return reply.status;
  },
  'node:https': (url, body) =>
    new Promise((resolve, reject) => {
      const sending = https.request(url, { method: 'POST' }, (reply) => {
        reply.on('error', reject).on('end', () => resolve(reply.statusCode)).resume();
      });
      sending.on('error', reject).end(body);
    }),
  axios: async (url, body) => (await axios.post(url, body, { validateStatus: null })).status,
  'axios by fetch': async (url, body) =>
    (await axios.post(url, body, { validateStatus: null, adapter: 'fetch' })).status,
  'fetch of undici 6': ofUndici(undici6).fetch,
  'request of undici 6': ofUndici(undici6).request,
  'fetch of undici 7': ofUndici(undici7).fetch,
  'request of undici 7': ofUndici(undici7).request,
};
if (got !== undefined) {
  clients.got = async (url, body) =>
    (await got.post(url, { body, throwHttpErrors: false, retry: { limit: 0 } })).statusCode;
}

function ofUndici({ fetch, request }) {
  return {
    fetch: async (url, body) => {
      const reply = await fetch(url, { method: 'POST', body });
      await reply.text();
      return reply.status;
    },
    request: async (url, body) => {
      const reply = await request(url, { method: 'POST', body });
      await reply.body.text();
      return reply.statusCode;
    },
  };
}

const path = '/api/rest/external/v1/create_meeting';

/** What a client gets and the simulator receives: a reply, a failed connection, and a body that ends too early. */
async function outcomesOf(send) {
  const { simulator, dispose } = intercept({ space: 'checkout' });
  const bodyOf = ({ exchange }) => Buffer.from(exchange.request.body).toString();
  const received = () => simulator.spaces.of('checkout').journal.entries().map(bodyOf);
  const failure = async (scenario) => {
    const { code, cause } = await send('https://sdk.xylink.com/+' + scenario + path, '{}').then(
      (status) => ({ code: 'status ' + status }),
      (error) => error,
    );
    return cause?.code ?? code ?? 'failed';
  };
  try {
    const status = await send('https://sdk.xylink.com' + path, '{"name":"周会"}');
    return { status, bodies: received().join(), reset: await failure('reset-before-headers'),
      isCut: !(await failure('truncated-body')).startsWith('status') };
  } finally {
    dispose();
  }
}

const mocked = 'https://other.invalid/x';
const isMockable = ([name]) => !name.includes('undici');

/** The statuses of the provider and of the host that MSW mocks, and that of the provider after MSW. */
async function statusesBesideMsw(isFirst) {
  const server = setupServer(http.post(mocked, () => new HttpResponse('mocked', { status: 299 })));
  const begin = [intercept, () => server.listen({ onUnhandledRequest: isFirst ? 'error' : 'bypass' })];
  const { dispose } = (isFirst ? begin : begin.toReversed()).map((each) => each()).find((each) => each !== undefined);
  const url = 'https://sdk.xylink.com' + path;
  const statuses = {};
  for (const [name, send] of Object.entries(clients)) statuses[name] = [await send(url, '{}')];
  for (const [name, send] of Object.entries(clients).filter(isMockable)) statuses[name].push(await send(mocked, '{}'));
  server.close();
  for (const [name, send] of Object.entries(clients)) statuses[name].push(await send(url, '{}'));
  dispose();
  return statuses;
}

async function use() {
  for (const [name, send] of Object.entries(clients)) {
    const expected = { status: 400, bodies: '{"name":"周会"}', reset: 'ECONNRESET', isCut: true };
    assert.deepEqual([name, await outcomesOf(send)], [name, expected]);
  }
  const expected = Object.entries(clients).map(([name]) => [name, isMockable([name]) ? [400, 299, 400] : [400, 400]]);
  for (const isFirst of [true, false])
    assert.deepEqual(await statusesBesideMsw(isFirst), Object.fromEntries(expected));
}
`;

const tested = `${use}\ntest('intercepts every client', use, 60_000);\n`;
const asModule = `import assert from 'node:assert/strict';\n${imports}${tested}`;
const asCommonJS = `const assert = require('node:assert/strict');\n${requires}${tested}`;

/** Every client that docs/intercept.md names, in every framework and kind of module. */
export const interceptProjects: Readonly<Record<string, Project>> = {
  'intercept in node:test as ES module': {
    files: { 'use.mjs': `import test from 'node:test';\n${asModule}`.replace(', 60_000', '') },
    commands: [[process.execPath, '--test', 'use.mjs']],
  },
  'intercept in node:test as CommonJS': {
    files: { 'use.cjs': `const test = require('node:test');\n${asCommonJS}`.replace(', 60_000', '') },
    commands: [[process.execPath, '--test', 'use.cjs']],
  },
  'intercept in jest with its defaults': jest('use.test.js', asCommonJS),
  'intercept in vitest': {
    files: { 'package.json': '{}', 'use.test.ts': `// @ts-nocheck\nimport { test } from 'vitest';\n${asModule}` },
    commands: [[bin('vitest'), 'run']],
  },
};
