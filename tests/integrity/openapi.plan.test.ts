import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createSimulator } from '../../simulator/index.js';
import { providers } from '../../simulator/providers/index.js';

const top = fileURLToPath(new URL('../..', import.meta.url));
const fileOf = (provider: string): string => `contracts/${provider}/openapi.json`;
const textOf = (file: string): string => readFileSync(top + file, 'utf8');

interface Example {
  readonly $ref?: string;
  readonly value?: unknown;
}

interface Content {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Example>>;
}

/** The examples of something, by name; an only one has none. */
const examplesOf = ({ example, examples = {} }: Content): readonly (readonly [string, Example])[] =>
  example === undefined ? Object.entries(examples) : [['example', { value: example }]];

/** A request body or a response. */
interface Part {
  readonly content?: Readonly<Record<string, Content>>;
}

interface Operation {
  readonly requestBody?: Part;
  readonly responses: Readonly<Record<string, Part>>;
}

/** The operation of a receiver that an event is sent to. */
interface Webhook extends Operation {
  readonly description: string;
}

interface Description {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | readonly object[]>>>>;
  readonly webhooks?: Readonly<Record<string, { readonly post: Webhook }>>;
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
}

const isOperation = (part: Operation | readonly object[]): part is Operation => 'responses' in part;
const operationsIn = ({ paths }: Description): readonly Operation[] =>
  Object.values(paths).flatMap((item) => Object.values(item).filter(isOperation));

const webhooksIn = ({ webhooks = {} }: Description): readonly Webhook[] =>
  Object.values(webhooks).map(({ post }) => post);

const descriptionOf = (provider: string): Description => JSON.parse(textOf(fileOf(provider))) as Description;

describe.each(providers)("the description of $name's API", (provider) => {
  const description = descriptionOf(provider.name);

  test('is what the provider hands out', async () => {
    expect(await provider.openapi()).toEqual(description);
  });

  test("names the provider's hosts", () => {
    const hosts = description.servers.map(({ url }) => new URL(url).host);
    expect([...hosts].sort()).toEqual(provider.hosts.map(({ host }) => host).sort());
  });

  test('shows every refusal that has a body, byte for byte, where operations answer with it', () => {
    const { examples } = description.components;
    for (const { name, status, body } of Object.values(provider.refusals)) {
      const text = Buffer.from(body).toString();
      if (text === '') continue;
      expect([name, JSON.stringify(examples[name]?.value)]).toEqual([name, text]);
      for (const { responses } of operationsIn(description)) {
        const shown = responses[status]?.content?.['application/json']?.examples?.[name];
        expect(shown).toEqual({ $ref: `#/components/examples/${name}` });
      }
    }
  });

  test('has every event, with its sample and its assumptions, and without credentials', () => {
    const { webhooks = {} } = description;
    const events = provider.callbacks?.events ?? {};
    expect(Object.keys(webhooks).sort()).toEqual(Object.keys(events).sort());
    for (const { name, says, sample, evidence } of Object.values(events)) {
      const requestBody = { content: { 'application/json': { example: sample } } };
      expect(webhooks[name]).toMatchObject({ post: { security: [], requestBody } });
      const reasons = evidence.flatMap((each) => (each.confidence === 'assumed' ? [each.statement] : []));
      for (const each of [says, ...reasons]) expect(webhooks[name]?.post.description).toContain(each);
    }
  });

  test('gives examples that fit what it says', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(description, 'api');
    const contents = [...operationsIn(description), ...webhooksIn(description)]
      .flatMap(({ requestBody = {}, responses }) => [requestBody, ...Object.values(responses)])
      .flatMap(({ content = {} }) => Object.values(content));
    // References in a schema lead from the top of the description.
    const errors = contents.flatMap((content) => {
      const validate = ajv.compile(JSON.parse(JSON.stringify(content.schema).replaceAll('"#/', '"api#/')) as object);
      return examplesOf(content).map(([name, { value = description.components.examples[name]?.value }]) => {
        return [name, validate(value) ? [] : validate.errors];
      });
    });
    expect(errors.length).toBeGreaterThan(Object.keys(description.components.examples).length);
    expect(errors.filter(([, found]) => found?.length !== 0)).toEqual([]);
  });
});

describe('the description of the control API', () => {
  test('stands in a file as a simulator returns it (npm run contracts writes it)', async () => {
    const { url, close } = await createSimulator().listen(0);
    const reply = await fetch(`${url}/_simulator/openapi.json`);
    expect(await reply.json()).toEqual(JSON.parse(textOf('simulator/http/control/openapi.json')));
    await close();
  });
});
