import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { folderWith, tidyUp, top } from '../support/cli.js';

const event = {
  name: 'DoorOpened',
  title: '开门',
  says: 'A door was opened.',
  evidence: [
    { confidence: 'single', sources: ['door-page'], statement: 'A door sends an event when it opens.' },
    { confidence: 'assumed', statement: 'A number identifies the door.' },
  ],
  sample: { door: 7 },
};

/** Its type is called as the event is, as a provider's own might be. */
const body = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:meeting-understudy:doors:callbacks:door-opened',
  title: 'DoorOpened',
  description: 'Which door.',
  type: 'object',
  additionalProperties: false,
  required: ['door'],
  properties: { door: { type: 'integer' } },
};

/** Assigns what is generated to what the simulator takes. */
const use = `
  import type { Callbacks } from '${top}simulator/core/provider.js';
  import { callbackEvents, callbackSchemas } from './generated.js';
  import type { CallbackBodies } from './generated.js';
  export const events: Pick<Callbacks, 'events' | 'schemas'> = { events: callbackEvents, schemas: callbackSchemas };
  export const door: number = ({ door: 7 } satisfies CallbackBodies['DoorOpened']).door;
  // @ts-expect-error a body without its door
  export const none: CallbackBodies['DoorOpened'] = {};
`;

const script = `
  const { generatedTypes } = await import(${JSON.stringify(`${top}scripts/contracts/types.js`)});
  const { generatedOpenapi } = await import(${JSON.stringify(`${top}scripts/contracts/openapi.js`)});
  const folder = process.argv[1];
  console.log(JSON.stringify([await generatedTypes(folder), await generatedOpenapi(folder)]));
`;

/** A provider's contract as it would be without events, in a folder of its own. */
const folder = join(folderWith({ 'package.json': '{"type":"module"}' }), 'ytx');
mkdirSync(folder);
writeFileSync(join(folder, 'use.ts'), use);

/** What is generated from the folder as it is now: types, and the description of the API. */
function generated(): readonly [string, string] {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script, folder], {
    cwd: top,
  });
  if (stdout.length === 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as [string, string];
}

beforeAll(() => {
  cpSync(`${top}contracts/ytx`, folder, { recursive: true });
  // Its types import this file.
  cpSync(`${top}contracts/json.ts`, join(folder, '../json.ts'));
  rmSync(`${folder}/callbacks`, { recursive: true, force: true });
});

afterAll(tidyUp);

describe('a contract', () => {
  test('without events says nothing of them', () => {
    const [types, description] = generated();
    expect(types).not.toMatch(/callback/i);
    expect(description).not.toContain('webhooks');
  });

  describe('with an event', () => {
    let [types, description] = ['', ''];

    beforeAll(() => {
      mkdirSync(`${folder}/callbacks/door-opened`, { recursive: true });
      writeFileSync(`${folder}/callbacks/values.json`, '{}');
      writeFileSync(`${folder}/callbacks/door-opened/event.json`, JSON.stringify(event));
      writeFileSync(`${folder}/callbacks/door-opened/body.schema.json`, JSON.stringify(body));
      [types, description] = generated();
    });

    test('has tables that the simulator takes as they are, and a type of its body', () => {
      writeFileSync(`${folder}/generated.ts`, types);
      const { config } = ts.readConfigFile(`${top}tsconfig.json`, (file) => ts.sys.readFile(file)) as {
        readonly config: { readonly compilerOptions: object };
      };
      const typeRoots = [`${top}node_modules/@types`];
      const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, typeRoots }, folder);
      const program = ts.createProgram([`${folder}/use.ts`], options);
      const messages = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
      expect(messages).toEqual([]);
    });

    test('has a webhook, which says what of it is assumed', () => {
      const { webhooks, components } = JSON.parse(description) as {
        readonly webhooks: object;
        readonly components: { readonly schemas: Readonly<Record<string, object>> };
      };
      expect(webhooks).toEqual({
        DoorOpened: {
          post: {
            operationId: 'DoorOpened',
            summary: '开门',
            description: 'A door was opened.\n\nAssumed:\n\n- A number identifies the door.',
            security: [],
            requestBody: {
              required: true,
              content: {
                'application/json': { schema: { $ref: '#/components/schemas/DoorOpened' }, example: { door: 7 } },
              },
            },
            responses: { '2XX': { description: expect.stringMatching(/^Received/) } },
          },
        },
      });
      expect(components.schemas['DoorOpened']).toMatchObject({ required: ['door'], additionalProperties: false });
    });
  });
});
