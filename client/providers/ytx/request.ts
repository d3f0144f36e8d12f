import { timestampOf } from '../../../contracts/ytx/china-time.js';
import { operations } from '../../../contracts/ytx/generated.js';
import { authorizationOf, signOf } from '../../../contracts/ytx/signing.js';
import type { Clock } from '../../core/clock.js';
import { filledPath } from '../../core/path.js';
import type { Prepared } from '../../core/prepared.js';
import type { YtxFields, YtxOperation } from './operations.js';

/** What every request of one client has in common. */
export interface Sender {
  /** Without a slash at its end. */
  readonly base: string;
  readonly accountSID: string;
  readonly authToken: string;
  readonly appid: string;
  readonly partiesAs: 'array' | 'string';
  readonly clock: Clock;
}

/** The version of the API that has meetings. */
const version = '201612';

const encoder = new TextEncoder();

/** Signs one request. The clock is asked once, so that Sign and Authorization cannot disagree. */
export function preparedBy<Name extends YtxOperation>(
  { base, clock, ...sender }: Sender,
  operation: Name,
  fields: YtxFields<Name>,
): Prepared<Name> {
  if (!Object.hasOwn(operations, operation)) throw new TypeError(`ytx has no operation called ${operation}`);
  const { method, path, action } = operations[operation];
  const { accountSID, appid } = sender;
  const timestamp = timestampOf(clock.now());
  const body = { action, appid, ...inForm(fields, sender.partiesAs) };
  return {
    operation,
    method,
    url: `${base}${filledPath(path, { version, accountSID })}?Sign=${signOf(sender, timestamp)}`,
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json;charset=utf-8',
      Authorization: authorizationOf({ accountSID, timestamp }),
    },
    body: encoder.encode(JSON.stringify(body)),
  };
}

/** The fields with `parties`, where there are any, in the chosen form. */
function inForm(fields: object, partiesAs: Sender['partiesAs']): object {
  if (partiesAs === 'array' || !('parties' in fields)) return fields;
  return { ...fields, parties: JSON.stringify(fields.parties) };
}
