import { describe, expect, test } from '@jest/globals';
import { type ControlServer, jsonOf, openControl } from './control-server.js';

const answersOf = async ({ ask }: ControlServer): Promise<unknown> => {
  const { toy } = jsonOf(await ask.get('/_simulator/readings').expect(200)) as {
    readonly toy: Readonly<Record<string, { readonly answer: string }>>;
  };
  return Object.fromEntries(Object.entries(toy).map(([name, { answer }]) => [name, answer]));
};

describe('the readings of a space', () => {
  test('are shown with what they ask, their options and why', async () => {
    const { ask } = await openControl();
    expect(jsonOf(await ask.get('/_simulator/readings').expect(200))).toMatchObject({
      toy: {
        greeting: {
          answer: 'formal',
          standard: 'formal',
          options: { formal: 'Good day', plain: 'Hi' },
          asks: 'How is one greeted?',
          reason: 'It is polite.',
        },
      },
    });
  });

  test('go back to the standard with PUT where they are not named', async () => {
    const server = await openControl();
    await server.ask
      .put('/_simulator/readings')
      .send({ toy: { greeting: 'plain' } })
      .expect(200);
    const reply = await server.ask
      .put('/_simulator/readings')
      .send({ toy: { closing: 'bow' } })
      .expect(200);
    expect(jsonOf(reply)).toMatchObject({ toy: { greeting: { answer: 'formal' }, closing: { answer: 'bow' } } });
    await server.ask.put('/_simulator/readings').send({}).expect(200);
    expect(await answersOf(server)).toEqual({ greeting: 'formal', closing: 'nod' });
  });

  test('stay with PATCH where they are not named', async () => {
    const server = await openControl();
    await server.ask
      .patch('/_simulator/readings')
      .send({ toy: { greeting: 'plain' } })
      .expect(200);
    await server.ask
      .patch('/_simulator/readings')
      .send({ toy: { closing: 'bow' } })
      .expect(200);
    expect(await answersOf(server)).toEqual({ greeting: 'plain', closing: 'bow' });
  });

  test.each([
    ['[]', [{ pointer: '', says: expect.stringContaining('must be an object') }]],
    ['{"other":{}}', [{ pointer: '/other', says: 'is no provider; there are: toy' }]],
    ['{"toy":"plain"}', [{ pointer: '/toy', says: expect.stringContaining('must be an object') }]],
    ['{"toy":{"greeting":"rude"}}', [{ pointer: '/toy/greeting', says: 'must be one of: formal, plain' }]],
    ['{"toy":{"greeting":null}}', [{ pointer: '/toy/greeting', says: 'must be one of: formal, plain' }]],
    ['{"toy":{"__proto__":"x"}}', [{ pointer: '/toy/__proto__', says: expect.stringContaining('is no reading') }]],
    ['{"toy":{"a/b":"x"}}', [{ pointer: '/toy/a~1b', says: expect.stringContaining('is no reading') }]],
  ])('stay as they were when any is wrong: %s', async (body, errors) => {
    const server = await openControl();
    const alsoRight = body.replace('{"toy":{"', '{"toy":{"closing":"bow","');
    const reply = await server.ask.put('/_simulator/readings').type('application/json').send(alsoRight).expect(422);
    expect(jsonOf(reply)).toMatchObject({ type: 'urn:meeting-understudy:invalid', errors });
    expect(await answersOf(server)).toEqual({ greeting: 'formal', closing: 'nod' });
  });

  test('show no credential that stands in a name', async () => {
    const { ask } = await openControl();
    const reply = await ask
      .put('/_simulator/readings')
      .send({ toy: { 's3cret-key': 'x' } })
      .expect(422);
    expect(reply.text).not.toContain('s3cret-key');
  });
});
