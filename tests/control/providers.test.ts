import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ytx } from '../../simulator/providers/ytx/index.js';
import { toy } from './toy-provider.js';
import { jsonOf, openControl } from './control-server.js';

describe("a provider's own API", () => {
  test('is described at its name', async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/_simulator/providers/toy/openapi.json').expect(200);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(jsonOf(reply)).toEqual(await toy.openapi());
  });

  test('is described in every space alike', async () => {
    const { ask } = await openControl();
    const reply = await ask.get('/~alice/_simulator/providers/toy/openapi.json').expect(200);
    expect(reply.headers).toMatchObject({ 'simulator-space': 'alice' });
    expect(jsonOf(reply)).toEqual(await toy.openapi());
  });

  test('is described as it was generated', async () => {
    const { ask } = await openControl({ providers: [toy, ytx] });
    const reply = await ask.get('/_simulator/providers/ytx/openapi.json').expect(200);
    expect(jsonOf(reply)).toEqual(await ytx.openapi());
    expect(jsonOf(reply)).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) });
  });

  test.each(['nobody', 'Toy', 'constructor', '__proto__', '%20'])(
    'is not described where there is no such provider: %s',
    async (name) => {
      const { ask } = await openControl({ providers: [toy, ytx] });
      const reply = await ask.get(`/_simulator/providers/${name}/openapi.json`).expect(404);
      expect(reply.headers).toMatchObject({ 'content-type': 'application/problem+json' });
      expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:not-found', fix: 'Use one of: toy, ytx.' });
    },
  );

  test('is told as an unknown provider in the words of the description', async () => {
    const { ask } = await openControl();
    const description = jsonOf(await ask.get('/_simulator/openapi.json')) as object;
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(description, 'api');
    const reply = await ask.get('/_simulator/providers/nobody/openapi.json').expect(404);
    expect(ajv.validate({ $ref: 'api#/components/schemas/Problem' }, jsonOf(reply))).toBe(true);
  });
});
