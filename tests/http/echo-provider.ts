import { type IncomingRequest, headerOf } from '../../simulator/core/requests/incoming-request.js';
import { rule } from '../../simulator/core/pipeline/check.js';
import { pipeline } from '../../simulator/core/pipeline/pipeline.js';
import { type AnyRequestContext, endpoint, type Provider } from '../../simulator/core/provider.js';
import { refusalsOf } from '../../simulator/core/pipeline/refusal.js';

/** What the echo provider saw of a request; the body as base64. */
export interface Echo {
  readonly method: string;
  readonly host: string;
  readonly targetAsSent: string;
  readonly targetForProvider: string;
  readonly from: string;
  readonly body: string;
}

const refusals = refusalsOf({
  unwanted: {
    code: '-1',
    status: 403,
    body: '{"code":-1}',
    means: 'it was unwanted',
    meansInChinese: '不受欢迎',
    retry: 'no',
  },
});

const isWanted = rule({
  name: 'echo/is-wanted',
  scenario: 'unwanted',
  refusal: refusals.unwanted,
  evidence: [{ confidence: 'assumed', statement: 'tests need a refusal' }],
  test: ({ request }: AnyRequestContext) => headerOf(request, 'echo-unwanted') === undefined,
});

const echo = endpoint({
  operation: 'echo',
  checks: pipeline<AnyRequestContext>().check(isWanted),
  handle({ request }) {
    if (headerOf(request, 'echo-throw') !== undefined) throw new Error('the echo provider was asked to throw');
    return { changes: [], result: request };
  },
});

const statusOf = (request: IncomingRequest): number => Number(headerOf(request, 'echo-status') ?? 200);

function echoOf({ method, host, targetAsSent, targetForProvider, clientIp, body }: IncomingRequest): Uint8Array {
  const seen: Echo = {
    method,
    host,
    targetAsSent,
    targetForProvider,
    from: clientIp,
    body: Buffer.from(body).toString('base64'),
  };
  return Buffer.from(JSON.stringify(seen));
}

/** Accepts everything and answers with what it saw; headers named `echo-*` ask it for something else. */
export const echoProvider: Provider = {
  name: 'echo',
  hosts: [
    { host: 'sandbox.echo.test', label: 'sandbox' },
    { host: 'api.echo.test', label: 'production' },
  ],
  hostOfBarePath: (path) => (path.startsWith('/echo/') ? 'sandbox.echo.test' : undefined),
  readings: {},
  findRoute: (request) =>
    headerOf(request, 'echo-unknown') === undefined
      ? { modelled: true, operation: 'echo', route: {} }
      : { modelled: false, what: 'the 会议\r\nmeeting', fix: 'Ask for something else.' },
  operations: { echo: { method: 'POST', path: '/echo/{anything}' } },
  endpoints: { echo },
  refusals,
  refusalReply: ({ status, body }) => ({ status, contentType: 'application/json', body }),
  successReply: (result, { request }) => ({
    status: statusOf(request),
    contentType: headerOf(request, 'echo-bare') === undefined ? 'application/json' : null,
    body: echoOf(result),
  }),
  world: {
    schema: {},
    starting: {},
    cast: {},
    problems: () => [],
    toDocuments: () => [],
    fromDocuments: () => ({}),
    continueNumbers: () => undefined,
    castMember: () => undefined,
  },
  secretRules: { secretsIn: () => [], idsIn: () => [], credentialsIn: () => [], looksLikeCredential: () => false },
  openapi: () => Promise.resolve({ openapi: '3.1.1', info: { title: 'Echo' } }),
  sources: {},
  signCommand: { flags: [], example: '', sign: () => 'nothing is signed here' },
};
