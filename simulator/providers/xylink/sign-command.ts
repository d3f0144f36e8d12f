import { operations } from '../../../contracts/xylink/generated.js';
import { signatureOne } from '../../../contracts/xylink/signing-scheme1.js';
import { readSignType, signTwo } from '../../../contracts/xylink/signing-scheme2.js';
import {
  buildBody,
  type SignCommand,
  type SignedByHand,
  type SigningOptions,
} from '../../core/requests/request-builder.js';

const encode = encodeURIComponent;

/** Logins are not signed. */
const isSigned = (target: string): boolean => target.startsWith('/api/');

/**
 * `understudy sign xylink`: signs a request for an enterprise of the cast, by 1.0, or with the tokens of a login by
 * 2.0.
 */
export const signCommand: SignCommand = {
  flags: [
    { name: 'scheme', value: '1 or 2', says: 'signature scheme', default: '1' },
    {
      name: 'operation',
      value: 'name',
      says: `operation: ${Object.keys(operations).join(', ')}`,
      default: 'createGroups',
    },
    { name: 'enterprise', value: 'role', says: 'sign as this role of the cast', default: 'enterprise:main' },
    { name: 'enterprise-id', value: 'id', says: "send this enterpriseId instead of the role's" },
    { name: 'room', value: 'role or number', says: 'room: a role of the cast or a number', default: 'room:running' },
    { name: 'event', value: 'name', says: 'callback event', default: 'NewUserCall' },
    {
      name: 'access-token',
      value: 'token',
      says: 'for scheme 2, with --sign-secret: access token of a login (appToken)',
    },
    { name: 'sign-secret', value: 'secret', says: 'for scheme 2: signing secret of the same login' },
    { name: 'sign-type', value: 'type', says: 'for scheme 2: MD5, SHA256 or HMAC_SHA256', default: 'HMAC_SHA256' },
    { name: 'nonce', value: 'text', says: 'for scheme 2: nonce (default: made from the time)' },
    { name: 'signature', value: 'text', says: 'for scheme 1: send this signature instead of the computed one' },
    { name: 'api-version', value: 'version', says: 'version in the path', default: 'v1' },
    { name: 'host', value: 'host', says: 'host of the provider', default: 'sdk.xylink.com' },
    { name: 'fields', value: 'json', says: 'send these fields instead of the default ones; null omits one' },
    { name: 'body', value: 'json', says: 'send this body instead' },
  ],
  example: 'understudy sign xylink --curl',
  sign(selection) {
    const { flags } = selection;
    const enterprise = texts(selection.cast(flags['enterprise'] ?? ''));
    if (enterprise['enterpriseId'] === undefined) {
      return `this world has no enterprise for the role "${flags['enterprise'] ?? ''}"; add it under cast`;
    }
    const unsigned = requestFor(selection, enterprise);
    if (typeof unsigned === 'string') return unsigned;
    return signWithFlags(selection, unsigned, enterprise);
  },
};

function signWithFlags({ flags, now }: SigningOptions, unsigned: Unsigned, keys: Texts): SignedByHand | string {
  if (!isSigned(unsigned.target)) return { ...unsigned, computed: {} };
  if (flags['scheme'] === '1') return signScheme1(unsigned, keys, flags['signature']);
  if (flags['scheme'] !== '2') return '--scheme must be 1 or 2';
  return signScheme2(unsigned, keys, { flags, now });
}

function requestFor({ flags, cast }: SigningOptions, keys: Texts): Unsigned | string {
  const { operation = '', room = '', host = '', event } = flags;
  const found = Object.entries(operations).find(([name]) => name === operation)?.[1];
  if (found === undefined) return `unknown operation "${operation}"; use one of: ${Object.keys(operations).join(', ')}`;
  const number = texts(cast(room))['meetingRoomNumber'] ?? room;
  if (number.includes(':'))
    return `this world has no room for the role "${room}"; add it under cast, or give a number with --room`;
  const written = buildBody(flags, bodyFor(operation, { number, event }, keys));
  if (typeof written === 'string') return written;
  const enterpriseId = flags['enterprise-id'] ?? keys['enterpriseId'];
  return {
    host,
    method: found.method,
    target: targetOf(found.path, { number, event, version: flags['api-version'], enterpriseId }),
    headers: { 'Content-Type': 'application/json;charset=utf-8', Accept: 'application/json' },
    body: written.body,
  };
}

/** The room and the event of a request. */
interface PathValues {
  readonly number: string;
  readonly event: string | undefined;
}

interface TargetValues extends PathValues {
  readonly version: string | undefined;
  readonly enterpriseId: string | undefined;
}

function targetOf(path: string, { number, event = '', version = 'v1', enterpriseId = '' }: TargetValues): string {
  const filled = path
    .replace('{version}', encode(version))
    .replace(/\{meetingRoomNumber\}|\{confNumber\}/, encode(number))
    .replace('{callbackEvent}', encode(event));
  return isSigned(filled) ? `${filled}?enterpriseId=${encode(enterpriseId)}` : filled;
}

/** The receiver that a hand-signed registration names: the simulator's own, which answers the probe by default. */
const handlerUrl = '/_simulator/sink/xylink';

function bodyFor(
  operation: string,
  { number, event }: PathValues,
  { clientId, clientSecret, enterpriseId }: Texts,
): Readonly<Record<string, unknown>> | undefined {
  switch (operation) {
    case 'createGroups':
      return { meetingRoomNumber: number, mode: 'random', groupCount: 2 };
    case 'invite':
      return { callNumber: number, deviceList: [{ number: '10000000099' }] };
    case 'registerCallback':
      return { callbackEvent: event, handlerUrl };
    case 'changeCallback':
      return { handlerUrl };
    case 'registerRosterCallback':
      return { confNumber: number, callbackEvent: 'ConferenceRosterInfo', handlerUrl };
    case 'appToken':
      return { client_id: clientId, client_secret: clientSecret, enterpriseId, refresh_token: null };
    default:
      return undefined;
  }
}

/** A request before signing. */
type Unsigned = Omit<SignedByHand, 'computed'>;

/** The string members of an entity of the cast. */
type Texts = Readonly<Record<string, string | undefined>>;

/** Keeps the string members of an entity. */
function texts(entity: Readonly<Record<string, unknown>> | undefined): Texts {
  return Object.fromEntries(
    Object.entries(entity ?? {}).filter((member): member is [string, string] => typeof member[1] === 'string'),
  );
}

const encoder = new TextEncoder();

/** Appends the `signature`: the given one, or the computed one. */
function signScheme1(unsigned: Unsigned, keys: Texts, given: string | undefined): SignedByHand {
  const { method, target } = unsigned;
  const right = signatureOne({ method, target, body: encoder.encode(unsigned.body) }, keys['token'] ?? '');
  const signature = given ?? right;
  const whole = `${target}&signature=${encodeURIComponent(signature)}`;
  return { ...unsigned, target: whole, computed: { signature } };
}

/** Adds the headers of signature 2.0; a string is an error message. */
function signScheme2(
  unsigned: Unsigned,
  { clientId }: Texts,
  { flags, now }: Pick<SigningOptions, 'flags' | 'now'>,
): SignedByHand | string {
  const { 'access-token': accessToken, 'sign-secret': signSecret, 'sign-type': signType, nonce } = flags;
  const known = readSignType(signType);
  if (known === undefined) return '--sign-type must be MD5, SHA256 or HMAC_SHA256';
  if (accessToken === undefined || signSecret === undefined) {
    return 'scheme 2 needs --access-token and --sign-secret; log in with --operation appToken to get them';
  }
  const headers = { clientId, nonce: nonce ?? `by-hand-${now}`, signType: known, timestamp: String(now) };
  const { method, target } = unsigned;
  const sign = signTwo({ method, headers, target, body: encoder.encode(unsigned.body) }, signSecret, known);
  const sent = {
    'x-xy-clientid': clientId ?? '',
    'x-xy-timestamp': headers.timestamp,
    'x-xy-nonce': headers.nonce,
    'x-xy-signtype': known,
    'x-xy-sign': sign,
    Authorization: `Bearer ${accessToken}`,
  };
  return { ...unsigned, headers: { ...unsigned.headers, ...sent }, computed: sent };
}
