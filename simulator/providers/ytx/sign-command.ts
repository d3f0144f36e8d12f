import { bookingTimeOf, timestampOf } from '../../../contracts/ytx/china-time.js';
import { operations, type Operations } from '../../../contracts/ytx/generated.js';
import { type AccountKeys, authorizationOf, signOf } from '../../../contracts/ytx/signing.js';
import { buildBody, type SignCommand, type SigningOptions } from '../../core/requests/request-builder.js';
import { hostOf } from './rules/application.js';

const day = 24 * 60 * 60 * 1000;

/** `understudy sign ytx`: signs a request for a role of the cast or for an account given by flags. */
export const signCommand: SignCommand = {
  flags: [
    {
      name: 'operation',
      value: 'name',
      says: `operation: ${Object.keys(operations).join(', ')}`,
      default: 'createMeeting',
    },
    { name: 'account', value: 'role', says: 'sign as this role of the cast', default: 'account:active' },
    { name: 'sid', value: 'accountSID', says: 'sign as this account instead of a role; needs --token' },
    { name: 'token', value: 'authToken', says: 'the token of --sid' },
    {
      name: 'app',
      value: 'role or appid',
      says: 'application: a role of the cast or an appid',
      default: 'app:sandbox',
    },
    { name: 'host', value: 'host', says: "sandbox.ytx.net or api.ytx.net (default: the application's own)" },
    { name: 'timestamp', value: 'yyyyMMddHHmmss', says: 'signed timestamp at +08:00 (default: now)' },
    { name: 'book', value: 'yyyy-MM-dd HH:mm', says: 'book a meeting for this time (or "tomorrow")' },
    { name: 'confid', value: 'meid', says: 'edit (with --book) or cancel (without) this booking' },
    { name: 'sign', value: 'text', says: 'send this Sign instead of the computed one' },
    { name: 'fields', value: 'json', says: 'send these fields instead of the default ones; null omits one' },
    { name: 'body', value: 'json', says: 'send this body instead' },
  ],
  example: 'understudy sign ytx --app app:offline --curl',
  sign(selection) {
    const keys = keysOf(selection);
    const application = applicationOf(selection);
    if (typeof keys === 'string') return keys;
    if (typeof application === 'string') return application;
    const operation = operationOf(selection);
    if (operation === undefined)
      return `unknown operation "${selection.flags['operation'] ?? ''}"; use one of: ${Object.keys(operations).join(', ')}`;
    const written = buildBody(selection.flags, bodyFor(operation, application.appid, selection));
    if (typeof written === 'string') return written;
    const timestamp = selection.flags['timestamp'] ?? timestampOf(selection.now);
    const Sign = selection.flags['sign'] ?? signOf(keys, timestamp);
    const Authorization = authorizationOf({ accountSID: keys.accountSID, timestamp });
    const { method, path } = operations[operation];
    const account = encodeURIComponent(keys.accountSID);
    return {
      host: selection.flags['host'] ?? application.host,
      method,
      target: `${path.replace('{version}', '201612').replace('{accountSID}', account)}?Sign=${encodeURIComponent(Sign)}`,
      headers: { Authorization, 'Content-Type': 'application/json;charset=utf-8', Accept: 'application/json' },
      body: written.body,
      computed: { Authorization, Sign, timestamp },
    };
  },
};

const operationOf = ({ flags }: SigningOptions): keyof Operations | undefined =>
  (Object.keys(operations) as (keyof Operations)[]).find((name) => name === flags['operation']);

/** The application, by role or id, and its host. */
function applicationOf({ flags, cast }: SigningOptions): { readonly appid: string; readonly host: string } | string {
  const { app = '' } = flags;
  const entity = cast(app);
  if (entity === undefined && app.includes(':'))
    return `this world has no application for the role "${app}"; add it under cast, or give an appid with --app`;
  const environment = textIn(entity, 'environment') === 'production' ? 'production' : 'sandbox';
  return { appid: textIn(entity, 'appid') ?? app, host: hostOf[environment] };
}

const textIn = (entity: Readonly<Record<string, unknown>> | undefined, field: string): string | undefined => {
  const value = entity?.[field];
  return typeof value === 'string' ? value : undefined;
};

function keysOf({ flags, cast }: SigningOptions): AccountKeys | string {
  const { sid, token, account = '' } = flags;
  if (sid !== undefined && token !== undefined) return { accountSID: sid, authToken: token };
  if (sid !== undefined || token !== undefined) return 'pass --sid and --token together';
  const accountSID = textIn(cast(account), 'accountSID');
  const authToken = textIn(cast(account), 'authToken');
  if (accountSID === undefined || authToken === undefined)
    return `this world has no account for the role "${account}"; add it under cast, or use --sid and --token`;
  return { accountSID, authToken };
}

type DefaultFields = Readonly<Record<string, unknown>>;

/** The default fields of an operation besides action and appid; `--fields` adds more. */
const defaultFields: Readonly<Record<string, (selection: SigningOptions) => DefaultFields>> = {
  createMeeting({ flags, now }) {
    const { book, confid = '' } = flags;
    const bookmeeting = book !== undefined ? '1' : confid === '' ? '0' : '2';
    return {
      meetingname: '周会',
      creator: '10000007556',
      parties: [
        { name: '张三', phone: '10000000804' },
        { name: '李四', phone: '10000007556' },
      ],
      bookmeeting,
      confid,
      booktime: book === 'tomorrow' ? bookingTimeOf(now + day) : (book ?? ''),
    };
  },
};

function bodyFor(operation: keyof Operations, appid: string, selection: SigningOptions): DefaultFields {
  const { action } = operations[operation];
  return { action, appid, ...defaultFields[operation]?.(selection) };
}
