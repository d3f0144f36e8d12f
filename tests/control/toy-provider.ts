import { headerOf, pathOf, queryOf } from '../../simulator/core/requests/incoming-request.js';
import { lookup, rule } from '../../simulator/core/pipeline/check.js';
import { collection } from '../../simulator/core/state/documents.js';
import { pipeline } from '../../simulator/core/pipeline/pipeline.js';
import { type RequestContext, endpoint, provider } from '../../simulator/core/provider.js';
import type { ReadingOptions } from '../../simulator/core/pipeline/reading.js';
import { refusalsOf } from '../../simulator/core/pipeline/refusal.js';
import { diagnose } from './toy-diagnose.js';

/** A box of the toy's world, as people write it. */
interface Box {
  readonly key: string;
  readonly size?: 'small' | 'large';
}

/** The toy's part of a world. */
interface Boxes {
  readonly boxes?: Readonly<Record<string, Box>>;
}

const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    boxes: {
      type: 'object',
      propertyNames: { type: 'string', pattern: '^[a-z]{1,8}$', description: 'up to eight small letters' },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['key'],
        properties: { key: { type: 'string', minLength: 4 }, size: { enum: ['small', 'large'] } },
      },
    },
  },
};

const readings = {
  greeting: {
    asks: 'How is one greeted?',
    options: { formal: 'Good day', plain: 'Hi' },
    default: 'formal',
    reason: 'It is polite.',
  },
  closing: {
    asks: 'How does it end?',
    options: { bow: 'With a bow', nod: 'With a nod' },
    default: 'nod',
    reason: 'It is quick.',
  },
} as const;

const evidence = [{ confidence: 'assumed', statement: 'tests need it' }] as const;
const shared = { meansInChinese: '不行', retry: 'no' } as const;
const refusals = refusalsOf({
  noBox: { code: '-1', status: 404, body: 'no box', means: 'there is no such box', ...shared },
  locked: { code: '-2', status: 403, body: 'locked', means: 'the key is another', ...shared },
});
const boxes = collection<Box>('box');
const letters = collection<{ readonly text: string }>('letter');

type Start = RequestContext<object, ReadingOptions<typeof readings>>;
type Found = Start & { readonly box: Box };

const boxExists = lookup({
  name: 'toy/box-exists',
  scenario: 'no-box',
  refusal: refusals.noBox,
  evidence,
  provides: 'box',
  resolve: ({ request, documents }: Start) => boxes.read(documents, queryOf(request.targetForProvider)),
  details: ({ request }: Start) => ({ box: queryOf(request.targetForProvider) }),
});

const keyFits = rule({
  name: 'toy/key-fits',
  scenario: 'locked',
  refusal: refusals.locked,
  evidence,
  test: ({ request, box }: Found) => headerOf(request, 'toy-key') === box.key,
  details: ({ box }: Found) => ({ keyOfBox: box.key }),
});

const post = endpoint({
  operation: 'post',
  checks: pipeline<Start>().check(boxExists).check(keyFits),
  handle({ request }, { next }) {
    if (headerOf(request, 'toy-throw') !== undefined) throw new RangeError('asked to throw beside s3cret-key');
    const number = next('letters');
    return { changes: [letters.put(String(number), { text: 'a letter' })], result: number };
  },
});

const text = (status: number, body: Uint8Array) => ({ status, contentType: 'text/plain', body });

/** A provider of boxes into which letters are posted: `POST http://toy.test/post?<box>` with the box's `toy-key`. */
export const toy = provider({
  name: 'toy',
  hosts: [{ host: 'toy.test', label: 'toys' }],
  hostOfBarePath: () => undefined,
  readings,
  findRoute: ({ targetForProvider }) =>
    pathOf(targetForProvider) === '/post'
      ? { modelled: true, operation: 'post', route: {} }
      : { modelled: false, what: 'any other path', fix: 'Post.' },
  operations: { post: { method: 'POST', path: '/post' } },
  endpoints: { post },
  refusals,
  refusalReply: ({ status, body }) => text(status, body),
  successReply: (number: number) => text(200, Buffer.from(`letter ${number}`)),
  world: {
    schema,
    starting: { boxes: { red: { key: 's3cret-key' } } },
    cast: { 'box:red': 'red' },
    problems: ({ boxes: held = {} }: Boxes, cast) => [
      ...Object.entries(cast)
        .filter(([, id]) => !Object.hasOwn(held, id))
        .map(([role]) => ({ pointer: `/cast/toy/${role}`, says: 'must be a box of this world' })),
      ...('twin' in held ? [{ pointer: '/toy/boxes/twin', says: 'must not be called twin' }] : []),
    ],
    toDocuments: ({ boxes: held = {} }: Boxes) => Object.entries(held).map(([id, box]) => boxes.put(id, box)),
    fromDocuments: (documents): Boxes => ({ boxes: Object.fromEntries(boxes.all(documents)) }),
    continueNumbers: () => undefined,
    castMember: (documents, _role, id) => boxes.read(documents, id),
  },
  secretRules: {
    secretsIn: (documents) => boxes.all(documents).map(([, { key }]) => key),
    idsIn: () => [],
    credentialsIn: () => [],
    looksLikeCredential: () => false,
  },
  openapi: () => Promise.resolve({ openapi: '3.1.1', info: { title: 'Toy' } }),
  sources: {},
  signCommand: { flags: [], example: '', sign: () => 'toys are not signed' },
  diagnose,
  stubs: { checks: pipeline<Start>().check(boxExists), routeOf: () => ({}), credentialNames: ['toy-key'] },
});
