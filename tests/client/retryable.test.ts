import { describe, expect, test } from '@jest/globals';
import { ContractError, RefusedError, type XylinkOperation } from '../../client/index.js';
import { refusals as xylinkRefusals } from '../../contracts/xylink/generated.js';
import { refusals as ytxRefusals } from '../../contracts/ytx/generated.js';
import { clientOf } from './client-of.js';
import { xylinkOf } from './xylink-requests.js';

describe('isRetryable', () => {
  const replyWith = ({ body, status }: { readonly body: string; readonly status: number }, headers = {}) => ({
    status,
    headers,
    body: new TextEncoder().encode(body),
  });
  const thrownBy = (parse: () => unknown): RefusedError | ContractError => {
    try {
      parse();
    } catch (error) {
      if (error instanceof RefusedError || error instanceof ContractError) return error;
    }
    throw new Error('no error of a client was thrown');
  };

  test('is true for a refused creation that may be accepted later, and did not happen', () => {
    const { understand } = clientOf();
    const retryable = Object.entries(ytxRefusals).filter(
      ([, refusal]) => thrownBy(() => understand('createMeeting', replyWith(refusal))).isRetryable,
    );
    expect(retryable.map(([name]) => name)).toEqual(['tooFrequent']);
  });

  test('is true for a read also where it is open whether it happened', () => {
    const { understand } = xylinkOf();
    const retryable = (operation: XylinkOperation): readonly string[] =>
      Object.entries(xylinkRefusals)
        .filter(([, refusal]) => thrownBy(() => understand(operation, replyWith(refusal))).isRetryable)
        .map(([name]) => name)
        .toSorted();
    expect(retryable('createGroups')).toEqual(['deviceOffline', 'tooManyRequests']);
    expect(retryable('meetingStatus')).toEqual(
      [
        'deviceOffline',
        'internalError',
        'restRequestError',
        'handlerUnreachable',
        'serviceBusy',
        'tooManyRequests',
        'unexpectedError',
        'unknownError',
      ].toSorted(),
    );
  });

  test('is true for a read that a gateway answered, and false for a creation', () => {
    const gateway = replyWith({ body: '<html>', status: 502 });
    expect(thrownBy(() => xylinkOf().understand('meetingStatus', gateway)).isRetryable).toBe(true);
    expect(thrownBy(() => xylinkOf().understand('createGroups', gateway)).isRetryable).toBe(false);
    expect(
      thrownBy(() => xylinkOf().understand('meetingStatus', replyWith({ body: '{}', status: 200 }))).isRetryable,
    ).toBe(false);
  });

  test('comes with the pause that the provider asks for', () => {
    const busy = replyWith(xylinkRefusals.serviceBusy, { 'retry-after': '3' });
    expect(thrownBy(() => xylinkOf().understand('meetingStatus', busy))).toMatchObject({ retryAfterMs: 3000 });
    const dated = replyWith(xylinkRefusals.serviceBusy, { 'retry-after': 'Fri, 31 Dec 2027 23:59:59 GMT' });
    expect(thrownBy(() => xylinkOf().understand('meetingStatus', dated))).toMatchObject({ retryAfterMs: undefined });
  });
});
