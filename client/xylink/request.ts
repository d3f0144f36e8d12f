import { type Operations, operations, type RefusalName, type XylinkRefusal } from '../../contracts/xylink/generated.js';
import type { UnknownRefusal } from '../core/errors.js';
import { type EncodeBody, encodedRequest, filledPath, type Prepared, type UnmodelledRequest } from '../core/request.js';
import { bodyValue, type XylinkFormat } from './format.js';
import type { Signer, Unsigned } from './signer.js';

/** The name of a XYLink operation, as its contract has it. */
export type XylinkOperation = keyof Operations;

/** Every way in which XYLink is known to refuse, by name. */
export type XylinkRefusalName = RefusalName | UnknownRefusal;

/** An operation's request in the provider's own fields, those in its path included. */
export type XylinkFields<Name extends XylinkOperation> = Operations[Name]['request'];

/** An operation's success in the provider's own fields; the empty text for a reply without a body. */
export type XylinkAccepted<Name extends XylinkOperation> = BodyBeforeNone<
  WhatNoRefusalIs<Operations[Name]['response']>
>;

type WhatNoRefusalIs<Response> = Response extends unknown ? (XylinkRefusal extends Response ? never : Response) : never;

/** If a success has a body, a reply without one is a refusal. */
type BodyBeforeNone<Response> = [Exclude<Response, ''>] extends [never] ? '' : Exclude<Response, ''>;

/** The parts that every request of one client shares. */
export interface Sender {
  /** Without a slash at its end. */
  readonly base: string;
  readonly enterpriseId: string;
  readonly format: Required<XylinkFormat>;
  readonly encodeBody: EncodeBody;
}

/** The version of the API that has groups. */
const version = 'v1';

/** Logins carry their credentials in the body and are not signed. */
export const isLogin = (operation: XylinkOperation): boolean => operations[operation].path.startsWith('/admin/login/');

/** Throws a TypeError for an operation that the contract does not have. */
export function demandOperation(operation: XylinkOperation): void {
  if (!Object.hasOwn(operations, operation)) throw new TypeError(`xylink has no operation called ${operation}`);
}

/** Prepares one request; without a signer it goes out unsigned. */
export function prepareRequest<Name extends XylinkOperation>(
  sender: Sender,
  operation: Name,
  fields: XylinkFields<Name>,
  signer?: Signer,
): Prepared<Name> {
  return signRequest(buildUnsigned(sender, operation, fields), signer);
}

/** Prepares a request that is not one of the operations. */
export function prepareUnmodelledRequest(sender: Sender, request: UnmodelledRequest, signer: Signer): Prepared {
  const { operation, method, path, query, body } = encodedRequest(request, sender.encodeBody);
  return signRequest({ operation, method, url: urlOf(sender, path, enterpriseQuery(sender) + query), body }, signer);
}

function signRequest<Name extends string>(unsigned: Unsigned<Name>, signer: Signer | undefined): Prepared<Name> {
  const { operation, method, url, body } = unsigned;
  const { query = '', headers = {} } = signer?.(unsigned) ?? {};
  return {
    operation,
    method,
    url: url.href + query,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json;charset=utf-8', ...headers },
    body,
  };
}

const enterpriseQuery = ({ enterpriseId, format }: Sender): string =>
  `?${format.enterpriseParameter}=${encodeURIComponent(enterpriseId)}`;

const urlOf = ({ base }: Sender, path: string, query: string): URL => new URL(base + path + query);

function buildUnsigned<Name extends XylinkOperation>(
  sender: Sender,
  operation: Name,
  fields: XylinkFields<Name>,
): Unsigned<Name> {
  const { method, path } = operations[operation];
  const [inPath, beside] = splitFields({ ...fields }, path);
  const query = isLogin(operation) ? '' : enterpriseQuery(sender);
  const url = urlOf(sender, filledPath(path, { version, ...inPath }), query);
  return { operation, method, url, body: bodyOf(sender, operation, beside) };
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields in the path, as texts, and all others; `version` is a field of the body, as the path has the client's own. */
function splitFields(
  fields: Fields,
  path: string,
): readonly [inPath: Readonly<Record<string, string>>, beside: Fields] {
  const entries = Object.entries(fields);
  const isInPath = ([name]: readonly [string, unknown]): boolean => name !== 'version' && path.includes(`{${name}}`);
  const inPath = entries.filter(isInPath).map(([name, value]) => [name, String(value)] as const);
  return [Object.fromEntries(inPath), Object.fromEntries(entries.filter((entry) => !isInPath(entry)))];
}

/** JSON of the field that is the whole body, if the contract names one, or of all fields; empty without fields. */
function bodyOf({ format, encodeBody }: Sender, operation: XylinkOperation, fields: Fields): Uint8Array<ArrayBuffer> {
  const table = operations[operation];
  const value = 'body' in table ? fields[table.body] : fields;
  const isNothing = value === undefined || Object.keys(fields).length === 0;
  return isNothing ? new Uint8Array() : encodeBody(JSON.stringify(bodyValue(value, format)));
}
