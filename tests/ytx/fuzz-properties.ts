import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Exchange } from '../../simulator/core/requests/handle-request.js';
import { traceOf } from '../../simulator/core/requests/trace.js';
import { type IncomingRequest, createSimulator, type Simulator, type Space } from '../../simulator/index.js';
import { readings } from '../../simulator/providers/ytx/readings.js';
import { type Answer, type Call, noon, prepare, send } from './caller.js';
import { type ProviderServer, startServer } from './ytx-requests.js';
import { incomingRequest } from '../support/incoming-request.js';
import { anyText } from '../support/any-text.js';

/** Text that may stand in a header or a request line: printable, one byte a character. */
const printable = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });

/** Values that come close to what a field should hold. */
const near = fc.constantFrom<unknown>(
  ...['', '0', '1', '2', '001', '002', 'createMeeting', '10000007556', '01000000200,12', '188****6401'],
  ...['2026-11-21 12:00', '2026-11-21 13:30:05', '0000-00-00 00:00', '9999-12-31 23:59', '01000000190', '[]', '{}'],
  ...[
    '[{"name":"a","phone":"10000007556"}]',
    '[{"name":"a","phone":"1"}]',
    '__proto__',
    0,
    1,
    2,
    -0,
    Number.MAX_VALUE,
    null,
  ],
  ...['ab000000000000000000000000000001', 'ab000000000000000000000000000002', [{ name: 'a', phone: '10000007556' }]],
);
const value = fc.oneof({ weight: 3, arbitrary: near }, fc.jsonValue(), fc.constant(undefined));
const names = [
  'action',
  'appid',
  'meetingname',
  'creator',
  'parties',
  'bookmeeting',
  'confid',
  'booktime',
  'shownumber',
];
const fieldNames = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names, 'CustomParm', 'customParm') }, anyText);
const fields = fc.dictionary(fieldNames, value, { maxKeys: 3, noNullPrototype: true });

const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json(),
  anyText,
  fc.string().map((inside) => `{"action":"createMeeting","parties":"[${inside}]"}`),
);

const chosen = fc.record(
  Object.fromEntries(
    Object.entries(readings).map(([name, { options }]) => [name, fc.constantFrom(...Object.keys(options))]),
  ),
);

/** Calls that are signed, and wrong in some other way more often than not. */
const call: fc.Arbitrary<Call> = fc.record(
  {
    fields,
    body,
    account: fc.constantFrom('account:active', 'account:suspended', 'account:no-balance'),
    app: fc.constantFrom(
      ...[
        'app:sandbox',
        'app:production',
        'app:with-callback',
        'app:offline',
        'app:ip-restricted',
        'app:without-meetings',
      ],
    ),
    host: fc.constantFrom('sandbox.ytx.net', 'api.ytx.net'),
    timestamp: fc.oneof(fc.constant('20261121120000'), fc.stringMatching(/^\d{13,15}$/), printable),
    authorization: fc.oneof(printable, fc.base64String(), fc.constant(null)),
    query: fc.oneof(fc.constant('sign={Sign}'), printable),
    method: fc.constantFrom('POST', 'GET', 'HEAD', 'PUT', 'OPTIONS'),
    version: fc.constantFrom('201612', '201512'),
  },
  { requiredKeys: [] },
);

/** A voice that may be heard: the provider's JSON, or our problem details about what is not modelled. */
function expectOneSource({ outcome, reply }: Exchange): void {
  const said: unknown = JSON.parse(Buffer.from(reply.body).toString('utf8'));
  if (outcome.source === 'provider') {
    expect(reply).toMatchObject({ status: 200, contentType: 'application/json;charset=utf-8' });
    expect(said).toMatchObject({ statusCode: expect.stringMatching(/^(0|-\d+)$/) });
  } else {
    expect({ source: outcome.source, status: reply.status }).toEqual({ source: 'not-modelled', status: 501 });
    expect(said).toMatchObject({ title: 'simulator: not-modelled' });
  }
}

/** What the journal's walk through the checks says of how an exchange ended. */
function expectTheTraceAgrees(exchange: Exchange): void {
  const steps = traceOf(exchange);
  const refusedBy = exchange.outcome.source === 'provider' ? exchange.outcome.refusedBy?.name : undefined;
  expect(steps.find(({ passed }) => !passed)?.check).toBe(refusedBy);
  expect(steps.slice(0, -1).every(({ passed }) => passed)).toBe(true);
  expect(() => JSON.stringify(steps)).not.toThrow();
}

const documentsIn = ({ documents }: Space): string =>
  JSON.stringify(documents.kinds().map((kind) => [...documents.all(kind)]));

/** Properties that hold for any request, each tried `numRuns` times. */
export function describeFuzz(runs: { readonly seed: number; readonly numRuns: number }): void {
  describe('any request to YTX', () => {
    let simulator: Simulator;
    let space: Space;
    beforeAll(() => {
      simulator = createSimulator({ clock: { now: () => noon } });
      space = simulator.spaces.getOrCreate(undefined);
    });

    /** With its body as text, which jest compares at once and not byte by byte. */
    const shown = (request: IncomingRequest | undefined): unknown =>
      request && { ...request, body: Buffer.from(request.body).toString('hex') };

    const holds = (request: IncomingRequest): void => {
      const asked = simulator.ask('ytx', request);
      expectOneSource(asked);
      const entry = space.journal.entry(asked.id);
      expect(shown(entry?.exchange.request)).toEqual(shown(request));
      if (entry !== undefined) expectTheTraceAgrees(entry.exchange);
      space.journal.clear();
    };

    test('is answered by the provider or by the simulator, under any readings, and its trace agrees', () => {
      const [ytx] = simulator.providers;
      fc.assert(
        fc.property(chosen, fc.array(call, { minLength: 1, maxLength: 4 }), (selection, calls) => {
          if (ytx !== undefined) space.setReadings(ytx, selection);
          for (const each of calls) holds(incomingRequest(prepare(space, each)));
        }),
        runs,
      );
      space.reset();
    });

    test('is answered with any bytes for a body', () => {
      fc.assert(
        fc.property(body, (bytes) => {
          holds(incomingRequest(prepare(space, { body: bytes })));
        }),
        runs,
      );
    });

    test('is answered with any text for a header, a target and a method', () => {
      const right = prepare(space, {});
      fc.assert(
        fc.property(printable, printable, printable, (authorization, end, method) => {
          holds({ ...incomingRequest({ ...right, headers: { Authorization: authorization } }), method });
          for (const target of [`/${end}`, `${right.target}${end}`, `/201612/sid/${end}`]) {
            holds(incomingRequest({ ...right, target }));
          }
        }),
        runs,
      );
    });

    test('changes documents only when it succeeds', () => {
      fc.assert(
        fc.property(call, (each) => {
          const before = documentsIn(space);
          const { outcome } = simulator.ask('ytx', incomingRequest(prepare(space, each)));
          const succeeded = outcome.source === 'provider' && outcome.refusedBy === undefined;
          expect(documentsIn(space) !== before).toBe(succeeded);
          space.reset();
        }),
        runs,
      );
    });
  });

  describe('any request to YTX over HTTP', () => {
    let server: ProviderServer;
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server.close());

    const wellSpoken = ({ headers, status }: Answer): boolean =>
      headers['simulator-fault'] === undefined &&
      status !== 500 &&
      /^application\/(json;charset=utf-8|problem\+json)$/.test(headers['content-type'] ?? '');

    test('is answered in one of the two voices', async () => {
      const client = server.client();
      await fc.assert(
        fc.asyncProperty(call, async (each) => {
          expect(wellSpoken(await client.call(each))).toBe(true);
        }),
        runs,
      );
      expect(server.logged).toEqual([]);
    });

    test('is answered in one of the two voices at any path', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('', '/', '/201612/sid/', '/sandbox.ytx.net/', '/~a/'),
          printable,
          async (start, end) => {
            const answer = await send(server.port, {
              method: 'POST',
              target: `/${start}${end}`.replace('//', '/'),
              headers: {},
              body: '{}',
            });
            expect(wellSpoken(answer)).toBe(true);
          },
        ),
        runs,
      );
    });

    test('is the same to the byte, headers and all, with the same seed, clock and requests', async () => {
      const calls = fc.sample(call, { seed: 7, numRuns: 150 });
      const heard = async (): Promise<readonly unknown[]> => {
        const another = await startServer({ seed: 'the same' });
        const client = another.client();
        const answers: unknown[] = [];
        for (const each of calls) {
          const { status, headers, text } = await client.call(each);
          // The URL of a diagnosis has the port of the simulator.
          const diagnosis = headers['simulator-diagnosis']?.toString().replace(/:\d+\//, '/');
          answers.push({ status, headers: { ...headers, 'simulator-diagnosis': diagnosis }, text });
        }
        answers.push(client.world());
        await another.close();
        return answers;
      };
      expect(await heard()).toEqual(await heard());
    });
  });
}
