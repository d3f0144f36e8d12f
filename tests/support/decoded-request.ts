import { operations as xylink } from '../../contracts/xylink/generated.js';
import { operations as ytx } from '../../contracts/ytx/generated.js';
import { type IncomingRequest, pathOf } from '../../simulator/core/requests/incoming-request.js';
import { isJsonObject } from '../../contracts/json.js';
import { pathMatcher } from '../../simulator/core/requests/router.js';
import { decodeJson } from '../../simulator/providers/xylink/request-parts.js';
import { segmentText } from '../../simulator/providers/xylink/model.js';
import { decodeBody } from '../../simulator/providers/ytx/body.js';
import type { Readings as XylinkReadings } from '../../simulator/providers/xylink/readings.js';
import type { Readings } from '../../simulator/providers/ytx/readings.js';
import type { AnyReadingOptions } from '../../simulator/core/pipeline/reading.js';

/** A request of an operation, of which the schema judges what it decodes to. */
export type RequestLine = Pick<IncomingRequest, 'method' | 'targetForProvider' | 'body'>;

/** The request line of an operation, and the member of its schema that is the whole body, if one is. */
interface OperationLine {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** How requests of each provider are decoded; undefined for one that cannot be. */
export const decoders: Readonly<
  Record<string, (operation: string, request: RequestLine, readings: AnyReadingOptions) => object | undefined>
> = {
  ytx(operation, { method, targetForProvider, body }, readings) {
    const fits = parametersOf(ytx[operation as keyof typeof ytx], method, targetForProvider) !== undefined;
    const decoded = decodeBody(body, readings as Readings);
    if (!fits || decoded?.fields === undefined) return undefined;
    const { confid, booktime, ...fields } = decoded.fields;
    const isStart = fields['bookmeeting'] === '0';
    const startsBooking = readings['startWithConfid'] === 'starts-the-booking';
    const ignored = isStart ? (startsBooking ? { confid } : {}) : { confid, booktime };
    return given({ ...fields, ...ignored, parties: decoded.parties ?? fields['parties'] });
  },
  xylink(operation, { method, targetForProvider, body }, readings) {
    const line: OperationLine = xylink[operation as keyof typeof xylink];
    const parameters = parametersOf(line, method, targetForProvider);
    if (parameters === undefined) return undefined;
    const { version: _, ...inPath } = parameters;
    if (body.length === 0) return inPath;
    const json = withoutNulls(decodeJson(body, readings as XylinkReadings)?.value);
    if (line.body !== undefined) return { ...inPath, [line.body]: json };
    return isJsonObject(json) ? { ...withoutIgnored(operation, json), ...inPath } : undefined;
  },
};

function parametersOf(
  { method, path }: OperationLine,
  asked: string,
  target: string,
): Readonly<Record<string, string>> | undefined {
  const found = asked === method ? pathMatcher(path)(pathOf(target).split('/')) : undefined;
  return found && Object.fromEntries(Object.entries(found).map(([name, segment]) => [name, segmentText(segment)]));
}

const given = (members: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** A member that is null counts as absent. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

/** What counts for nothing in the mode of a dynamicGroup. */
function withoutIgnored(operation: string, body: Readonly<Record<string, unknown>>): object {
  if (operation !== 'createGroups') return body;
  const ignored = body['mode'] === 'manual' ? ['groupCount', 'groupName'] : ['groupList'];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !ignored.includes(name)));
}

/** A path holds only texts; another value is written as its JSON. */
const inPathOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The path and the body in which a decoded request stands. */
export function encodedRequest(
  { path, body: whole }: OperationLine,
  { ...members }: Readonly<Record<string, unknown>>,
): { readonly path: string; readonly body: string } {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => (name in members ? [name] : []));
  const encoded = inPath.reduce(
    (text, name) => text.replace(`{${name}}`, encodeURIComponent(inPathOf(members[name]))),
    path,
  );
  const beside = Object.fromEntries(Object.entries(members).filter(([name]) => !inPath.includes(name)));
  const value = whole === undefined ? beside : beside[whole];
  const isBare = whole === undefined && Object.keys(beside).length === 0;
  return { path: encoded, body: isBare || value === undefined ? '' : JSON.stringify(value) };
}
