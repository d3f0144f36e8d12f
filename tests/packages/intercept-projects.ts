import { bin, jest, type Project } from './projects.js';

const modules = {
  assert: 'node:assert/strict',
  https: 'node:https',
  axios: 'axios',
  undici6: 'undici6',
  undici7: 'undici',
  '{ intercept }': 'meeting-understudy/intercept',
};
const msw = { '{ http, HttpResponse }': 'msw', '{ setupServer }': 'msw/node' };

const importsOf = (from: Readonly<Record<string, string>>): string =>
  Object.entries(from)
    .map(([name, file]) => `import ${name} from '${file}';\n`)
    .join('');
const requiresOf = (from: Readonly<Record<string, string>>): string =>
  Object.entries(from)
    .map(([name, file]) => `const ${name} = require('${file}');\n`)
    .join('');

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

const path = '/api/rest/external/v1/callbacks';

/** What a client gets and the simulator receives: a reply, a failed connection, and a body that ends too early. */
async function outcomesOf(send) {
  const { simulator, dispose } = intercept({ space: 'checkout' });
  const bodyOf = ({ exchange }) => Buffer.from(exchange.request.body).toString();
  const received = () => simulator.spaces.getOrCreate('checkout').journal.entries().map(bodyOf);
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
      hasReply: (await failure('empty-reply')).startsWith('status'),
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
    const expected = { status: 400, bodies: '{"name":"周会"}', reset: 'ECONNRESET', hasReply: false, isCut: true };
    assert.deepEqual([name, await outcomesOf(send)], [name, expected]);
  }
  if (setupServer === undefined) return;
  const expected = Object.entries(clients).map(([name]) => [name, isMockable([name]) ? [400, 299, 400] : [400, 400]]);
  // MSW last: after it has joined another interceptor, it misses requests when it listens alone.
  for (const isFirst of [false, true])
    assert.deepEqual(await statusesBesideMsw(isFirst), Object.fromEntries(expected));
}
`;

const tested = `${use}\ntest('intercepts every client', use);\n`;
const asModule = importsOf({ ...modules, ...msw, got: 'got' }) + tested;
/** Without got, which is an ES module. */
const asCommonJS = `${requiresOf({ ...modules, ...msw })}const got = undefined;\n${tested}`;
/** Without MSW as well: it requires an ES module, which jest does not load by its defaults. */
const inJest = `${requiresOf(modules)}const got = undefined, setupServer = undefined;\n${tested}`;

/** Every client that docs/intercept.md names, in every framework and kind of module. */
export const interceptProjects: Readonly<Record<string, Project>> = {
  'intercept in node:test as ES module': {
    files: { 'use.mjs': `import test from 'node:test';\n${asModule}` },
    commands: [[process.execPath, '--test', 'use.mjs']],
  },
  'intercept in node:test as CommonJS': {
    files: { 'use.cjs': `const test = require('node:test');\n${asCommonJS}` },
    commands: [[process.execPath, '--test', 'use.cjs']],
  },
  'intercept in jest with its defaults': jest('use.test.js', inJest),
  'intercept in vitest': {
    files: { 'package.json': '{}', 'use.test.ts': `// @ts-nocheck\nimport { test } from 'vitest';\n${asModule}` },
    commands: [[bin('vitest'), 'run']],
  },
};
