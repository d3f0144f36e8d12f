import { expect, test } from '@jest/globals';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expectEveryOperation, withChinese } from './expectations.js';
import { openSender, type ReadyRequest, type Sent, StandingDate, withValues } from './sender.js';

const textOf = (file: string): string => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');

/** A request of a `.http` file. */
interface Written extends ReadyRequest {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Reads a `.http` file: requests between lines with `###`, scripts in `< {% … %}` and `> {% … %}`. */
const requestsIn = (file: string): readonly Written[] => file.split(/^### /m).slice(1).map(requestIn);

function requestIn(text: string): Written {
  const [name = ''] = text.split('\n', 1);
  const [, before] = /^< \{%\n(.*?)^%\}$/ms.exec(text) ?? [];
  const [, after] = /^> \{%\n(.*?)^%\}$/ms.exec(text) ?? [];
  const plain = text.slice(name.length).replace(/^[<>] \{%\n.*?^%\}$/gms, '');
  const [head = '', ...rest] = plain.replace(/^#.*$/gm, '').trim().split('\n\n');
  const [line = '', ...headers] = head.split('\n');
  const [method = '', url = ''] = line.split(' ');
  const body = rest.join('\n\n');
  return {
    name,
    before,
    after,
    method,
    url,
    headers: Object.fromEntries(headers.map((each) => each.split(': ', 2) as [string, string])),
    body: body === '' ? undefined : body,
  };
}

/** The builder of a digest in JetBrains' client. */
const digestOf = (made: ReturnType<typeof createHash | typeof createHmac>): object => ({
  updateWithText: (text: string) => digestOf(made.update(text, 'utf8')),
  updateWithHex: (hex: string) => digestOf(made.update(hex, 'hex')),
  digest: () => {
    const bytes = made.digest();
    return { toHex: () => bytes.toString('hex'), toBase64: () => bytes.toString('base64') };
  },
});
const crypto = {
  md5: () => digestOf(createHash('md5')),
  sha256: () => digestOf(createHash('sha256')),
  hmac: { sha256: () => ({ withTextSecret: (secret: string) => digestOf(createHmac('sha256', secret)) }) },
};

const storeOf = (values: Map<string, string>): object => ({
  get: (name: string) => values.get(name) ?? null,
  set: (name: string, value: string) => values.set(name, value),
});

const run = (script: string | undefined, objects: object): void => {
  runInContext(script ?? '', createContext({ ...objects, crypto, Date: StandingDate }));
};

/** The variables of the environment, and those that scripts keep. */
interface Variables {
  readonly environment: Map<string, string>;
  readonly global: Map<string, string>;
}

function prepare(written: Written, { environment, global }: Variables): ReadyRequest {
  const own = new Map<string, string>();
  const replace = (text: string): string => withValues(text, new Map([...own, ...global, ...environment]));
  const request = {
    environment: storeOf(environment),
    variables: storeOf(own),
    url: { tryGetSubstituted: () => replace(written.url) },
    body: { tryGetSubstituted: () => (written.body === undefined ? null : replace(written.body)) },
  };
  run(written.before, { request, client: { global: storeOf(global) } });
  const headers = Object.entries(written.headers).map(([name, value]) => [name, replace(value)] as const);
  return {
    ...written,
    url: replace(written.url),
    headers: Object.fromEntries(headers),
    body: written.body && replace(written.body),
  };
}

test('each request of requests.http is accepted once its script signs it, except for the refused examples', async () => {
  const { host, send, close } = await openSender();
  const { simulator } = JSON.parse(textOf('http-client.env.json')) as { simulator: Record<string, string> };
  const variables: Variables = { environment: new Map(Object.entries({ ...simulator, host })), global: new Map() };
  const sent: Sent[] = [];
  for (const written of requestsIn(textOf('requests.http'))) {
    const reply = await send(prepare(written, variables));
    const headers = { valueOf: (name: string) => reply.headers.get(name) };
    const response = { headers, body: written.after === undefined ? undefined : (JSON.parse(reply.text) as unknown) };
    run(written.after, { response, client: { global: storeOf(variables.global) } });
    sent.push(reply);
  }
  await close();
  expectEveryOperation(sent);
});

test('the script of requests.http for signature 1.0 signs what is sent: Chinese, unsorted parameters, a long body', async () => {
  const { host, send, close } = await openSender();
  const { simulator } = JSON.parse(textOf('http-client.env.json')) as { simulator: Record<string, string> };
  const written = requestsIn(textOf('requests.http')).find(({ name }) =>
    name.startsWith('XYLink, signature 1.0: refused'),
  );
  if (written === undefined) throw new Error('requests.http has no refused request of XYLink');
  const changed = { ...written, ...withChinese(written.url, written.body) };
  const environment = new Map(Object.entries({ ...simulator, host }));
  const { refusedBy } = await send(prepare(changed, { environment, global: new Map() }));
  await close();
  expect(refusedBy).toBe('xylink/mode-is-known');
});
