import { describe, expect, test } from '@jest/globals';
import { isRefused, ContractError, RefusedError, type XylinkOperation } from '../../client/index.js';
import { operations, refusals } from '../../contracts/xylink/generated.js';
import { failureOf } from './ytx-requests.js';
import { xylinkOf } from './xylink-requests.js';

interface ReplyParts {
  readonly operation?: XylinkOperation;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const { understand } = xylinkOf();
const failureFor = (
  body: string,
  { operation = 'createGroups', status = 200, headers = {} }: ReplyParts = {},
): Promise<unknown> =>
  failureOf(
    Promise.resolve({ status, headers, body: new TextEncoder().encode(body) }).then((reply) =>
      understand(operation, reply),
    ),
  );
const issuesIn = (failure: unknown): readonly string[] => {
  if (!(failure instanceof ContractError)) throw new Error(`this is no ContractError: ${String(failure)}`);
  return failure.issues.map(({ part, pointer = '', message }) => `${part}${pointer}: ${message}`);
};

/** All refusals except those whose body has this meaning for one operation only, and the second with the code 404. */
const catalogue = Object.entries(refusals).filter(
  ([name]) => !['loginRefused', 'interfaceUnknownWithBody', 'handlerUnreachable'].includes(name),
);

describe('a refusal of XYLink', () => {
  test.each(catalogue)(
    'called %s in the catalogue is called so by the client',
    async (name, { code, body, status }) => {
      const failure = await failureFor(body, { status, headers: { 'simulator-refused-by': 'xylink/anything' } });
      expect(failure).toBeInstanceOf(RefusedError);
      expect(failure).toMatchObject({ refusal: name, code, status, refusedBy: 'xylink/anything' });
    },
  );

  test.each(catalogue.filter(([, { body }]) => body !== ''))('%s is one with any status', async (name, { body }) => {
    const failures = await Promise.all(
      [200, 204, 400, 403, 429, 500, 503].map((status) => failureFor(body, { status })),
    );
    expect(failures.map((failure) => isRefused(failure) && failure.refusal)).toEqual(failures.map(() => name));
  });

  test('is a refused login where that was asked for', async () => {
    const { body } = refusals.loginRefused;
    expect(await failureFor(body, { operation: 'appToken', status: 400 })).toMatchObject({ refusal: 'loginRefused' });
    expect(await failureFor(body, { operation: 'refreshToken', status: 400 })).toMatchObject({
      refusal: 'parameterInvalid',
    });
  });

  test('is an unreachable handler where one was registered', async () => {
    const { body } = refusals.handlerUnreachable;
    expect(await failureFor(body, { operation: 'registerCallback', status: 400 })).toMatchObject({
      refusal: 'handlerUnreachable',
      mayHaveHappened: false,
    });
    expect(await failureFor(body, { operation: 'changeCallback', status: 400 })).toMatchObject({
      refusal: 'restRequestError',
    });
  });

  test('with a code that is in no catalogue is unknown', async () => {
    const failure = await failureFor(refusals.noMeeting.body.replaceAll('66620', '4711'), { status: 400 });
    expect(failure).toMatchObject({ refusal: 'unknown', code: '4711', mayHaveHappened: true });
    expect(String(failure)).toBe('RefusedError: createGroups was refused: unknown (4711): error.no.meeting');
  });

  test('leaves open whether it was done only where its meaning does', async () => {
    const failures = await Promise.all(catalogue.map(([, { body, status }]) => failureFor(body, { status })));
    const open = failures.flatMap((failure) => (isRefused(failure) && failure.mayHaveHappened ? failure.refusal : []));
    expect(open.sort()).toEqual([
      'internalError',
      'restRequestError',
      'serviceBusy',
      'unexpectedError',
      'unknownError',
    ]);
  });

  test('narrows to what was asked about', async () => {
    const failure = await failureFor(refusals.groupsAlreadyOpen.body, { status: 400 });
    expect(isRefused(failure, 'groupsAlreadyOpen', 'tooManyGroups')).toBe(true);
    expect(isRefused(failure, 'noMeeting')).toBe(false);
  });
});

describe('a reply of XYLink that is not as agreed', () => {
  test.each<readonly [string, string, ReplyParts, readonly string[]]>([
    ['has no body where there is one', '', {}, ['body: is empty']],
    ['has another status', '[]', { status: 201 }, ['status: is 201 and not 200']],
    ['has no body and a status of no refusal', '', { status: 502 }, ['status: is 502 and not 200', 'body: is empty']],
    ['is a redirect', '', { operation: 'invite', status: 302 }, ['status: is 302, a redirect, and not 200']],
    ['is HTML', '<html>', { status: 200 }, ['body: is HTML or XML, not JSON']],
    ['was cut short', '[{"groupNo":', {}, ['body: is JSON that was cut short']],
  ])('is off contract when it %s', async (_, body, how, issues) => {
    expect(issuesIn(await failureFor(body, how))).toEqual(issues);
  });

  test.each(Object.keys(operations) as XylinkOperation[])(
    'is off contract for %s when it is of another shape',
    async (operation) => {
      for (const body of ['null', '0', '{}', '[{}]', '"x"', '{"errorCode":1}']) {
        expect(await failureFor(body, { operation })).toBeInstanceOf(ContractError);
      }
    },
  );

  test('is off contract when its code is no number', async () => {
    const body = refusals.noMeeting.body.replace('66620', '"66620"');
    expect(issuesIn(await failureFor(body, { status: 400 }))).toContain('status: is 400 and not 200');
  });

  test('is off contract when the simulator speaks for itself, refusal though its body may be', async () => {
    const headers = { 'simulator-not-modelled': 'this path', 'simulator-exchange': '7' };
    expect(issuesIn(await failureFor(refusals.noMeeting.body, { status: 501, headers }))).toEqual([
      'headers: say that the simulator does not model this; exchange 7 in its journal says more',
    ]);
  });
});
