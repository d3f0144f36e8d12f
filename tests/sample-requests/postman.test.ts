import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { Ajv } from 'ajv';
import { expectEveryOperation, withChinese } from './expectations.js';
import { openSender, type ReadyRequest, type Sent, StandingDate, withValues } from './sender.js';

interface Script {
  readonly listen: 'prerequest' | 'test';
  readonly script: { readonly exec: readonly string[] };
}
interface Item {
  readonly name: string;
  readonly event?: readonly Script[];
  readonly request: {
    readonly method: string;
    readonly header: readonly { readonly key: string; readonly value: string }[];
    readonly url: string;
    readonly body?: { readonly raw: string };
  };
}
interface Collection {
  readonly variable: readonly { readonly key: string; readonly value: string }[];
  readonly item: readonly {
    readonly name: string;
    readonly event?: readonly Script[];
    readonly item: readonly Item[];
  }[];
}

const text = readFileSync(new URL('../../docs/postman-collection.json', import.meta.url), 'utf8');
const collection = JSON.parse(text) as Collection;

const texts = { type: 'string' };
const record = (properties: object, required = Object.keys(properties)): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: object): object => ({ type: 'array', items, minItems: 1 });
const event = record({
  listen: { enum: ['prerequest', 'test'] },
  script: record({ type: { const: 'text/javascript' }, exec: list(texts) }),
});
const request = record(
  {
    method: { enum: ['GET', 'POST', 'PUT', 'DELETE'] },
    header: { type: 'array', items: record({ key: texts, value: texts }) },
    url: texts,
    body: record({ mode: { const: 'raw' }, raw: texts }),
  },
  ['method', 'header', 'url'],
);
/** The part of the collection format 2.1 that the collection uses. */
const format = record({
  info: record({
    name: texts,
    description: texts,
    schema: { const: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  }),
  variable: list(record({ key: texts, value: texts, type: { const: 'string' } })),
  item: list(
    record(
      {
        name: texts,
        description: texts,
        event: list(event),
        item: list(record({ name: texts, event: list(event), request }, ['name', 'request'])),
      },
      ['name', 'item'],
    ),
  ),
});

/** Postman's sandbox has the packages that the scripts require. */
const require = createRequire(import.meta.url);

/** Runs the scripts of an event as Postman does, with the objects that they use. */
function runScripts(events: readonly Script[] = [], listen: Script['listen'], pm: object): void {
  const context = createContext({ pm, require, Date: StandingDate });
  for (const { script } of events.filter((each) => each.listen === listen))
    runInContext(script.exec.join('\n'), context);
}

const storeOf = (values: Map<string, string>): object => ({
  get: (name: string) => values.get(name),
  set: (name: string, value: string) => values.set(name, value),
});

/** A request as Postman sends it once its folder's script ran; the values of the script are of this request alone. */
function prepare(item: Item, events: readonly Script[] | undefined, kept: ReadonlyMap<string, string>): ReadyRequest {
  const { method, url, header, body } = item.request;
  const values = new Map(kept);
  const variables = { ...storeOf(values), replaceIn: (template: string) => withValues(template, values) };
  const request = { method, url: { toString: () => url }, body: body && { toString: () => body.raw } };
  runScripts(events, 'prerequest', { variables, request });
  return {
    name: item.name,
    method,
    url: withValues(url, values),
    headers: Object.fromEntries(header.map(({ key, value }) => [key, withValues(value, values)])),
    body: body && withValues(body.raw, values),
  };
}

test('the Postman collection has the format 2.1', () => {
  const ajv = new Ajv();
  expect([ajv.validate(format, collection), ajv.errors]).toEqual([true, null]);
});

test('each request of the Postman collection is accepted once its script signs it, except for the refused examples', async () => {
  const { host, send, close } = await openSender();
  const kept = new Map(collection.variable.map(({ key, value }) => [key, value]));
  kept.set('host', host);
  const sent: Sent[] = [];
  for (const { event: events, item } of collection.item) {
    for (const each of item) {
      const reply = await send(prepare(each, events, kept));
      const response = { json: () => JSON.parse(reply.text) as unknown, headers: reply.headers };
      runScripts(each.event, 'test', { collectionVariables: storeOf(kept), response });
      sent.push(reply);
    }
  }
  await close();
  expectEveryOperation(sent);
});

test('the script of Postman for signature 1.0 signs what is sent: Chinese, unsorted parameters, a long body', async () => {
  const { host, send, close } = await openSender();
  const folder = collection.item.find(({ name }) => name === 'XYLink, signature 1.0');
  const item = folder?.item.find(({ name }) => name.startsWith('refused'));
  if (item === undefined) throw new Error('the collection has no refused request of XYLink');
  const { url, body } = withChinese(item.request.url, item.request.body?.raw);
  const changed: Item = { ...item, request: { ...item.request, url, body: { raw: body } } };
  const kept = new Map([
    ...collection.variable.map(({ key, value }) => [key, value] as const),
    ['host', host] as const,
  ]);
  const { refusedBy } = await send(prepare(changed, folder?.event, kept));
  await close();
  expect(refusedBy).toBe('xylink/mode-is-known');
});
