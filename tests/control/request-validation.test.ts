import { describe, expect, test } from '@jest/globals';
import type { Judge } from '../../simulator/core/state/world-check.js';
import { judge } from '../../simulator/platform/judge.js';
import { jsonOf, openControl } from './control-server.js';
import { bodySchemaOf, type ControlDescription, operationsOf } from './described.js';
import { toy } from './toy-provider.js';

interface ProblemOfBody {
  readonly detail: string;
  readonly fix: string;
  readonly errors: readonly { readonly pointer: string; readonly says: string }[];
  readonly errorCount: number;
}

describe('a request to the control API', () => {
  test('is validated by the schema that describes its body', async () => {
    const used: object[] = [];
    const watching: Judge = (schema, value) => {
      used.push(schema);
      return judge(schema, value);
    };
    const { ask } = await openControl({ judge: () => Promise.resolve(watching) });
    const description = jsonOf(await ask.get('/_simulator/openapi.json')) as ControlDescription;
    for (const located of operationsOf(description)) {
      const schema = bodySchemaOf(description, located);
      // The world is validated by the schemas of the providers that its own consists of, which stand in the next test.
      if (schema === undefined || located.operation.operationId === 'putWorld') continue;
      used.length = 0;
      const target = located.path.replace('{provider}', 'toy').replace('{name}', 'no-box');
      await ask[located.method as 'put'](`/_simulator${target}`).send({ unknown: 1 });
      expect([located.operation.operationId, JSON.parse(JSON.stringify(used))]).toEqual([
        located.operation.operationId,
        expect.arrayContaining([schema]),
      ]);
    }
  });

  test('has the schemas of the providers in the schema of a world', async () => {
    const { ask } = await openControl();
    const description = jsonOf(await ask.get('/_simulator/openapi.json'));
    expect(description).toMatchObject({
      components: { schemas: { World: { additionalProperties: false, properties: { toy: toy.world.schema } } } },
    });
  });

  test.each([
    ['PUT /clock', {}, '', 'must not be empty; use one or more of: now, mode'],
    ['PUT /clock', { now: 7 }, '/now', 'must be of type string, such as "2026-11-21T12:00:00+08:00"'],
    ['PUT /clock', { mode: 'slow' }, '/mode', 'must be one of: "running", "frozen" (whether the clock runs'],
    ['PUT /clock', { node: 'frozen' }, '/node', 'is unknown here; remove it, or use one of: now, mode'],
    ['PUT /clock', { now: '2026-02-30T00:00:00Z' }, '/now', 'must be a real instant in ISO 8601 with its offset'],
    ['POST /clock/advance', {}, '/by', 'is missing; add it, such as "PT25H"'],
    ['POST /clock/advance', { by: '-PT1H' }, '/by', 'must not be negative. The clock only advances; PUT'],
    ['PUT /scenarios/hang', { times: 0 }, '/times', 'must be a whole number from 1 to 1000000 (number of requests'],
    ['PUT /scenarios/hang', { times: 1.5 }, '/times', 'must be a whole number from 1 to 1000000'],
    ['PUT /scenarios/hang', { chance: 0 }, '/chance', 'must be a number above 0 and at most 1 (probability'],
    ['PUT /scenarios/hang', { match: 'post' }, '/match', 'must be of type object with operation, host, caller, target'],
    ['PUT /scenarios/hang', { match: { body: '' } }, '/match/body', 'must not be empty (a text in the body)'],
    ['PUT /scenarios/hang', { for: 'PT0S' }, '/for', 'must be above 0 and at most P366D; leave it out for no end'],
  ] as const)(
    'gets an error that says what is wrong, where, and what to do: %s %j',
    async (endpoint, body, pointer, says) => {
      const { ask } = await openControl();
      const [method, path = ''] = endpoint.split(' ');
      const asked = method === 'PUT' ? ask.put(`/_simulator${path}`) : ask.post(`/_simulator${path}`);
      const problem = jsonOf(await asked.send(body).expect(422)) as ProblemOfBody;
      expect(problem.errors).toEqual([{ pointer, says: expect.stringContaining(says) }]);
      expect(problem.detail).toContain(
        `is invalid: 1 error. First error: ${pointer === '' ? 'the document' : pointer} `,
      );
      expect(problem.fix).toBe(
        'Correct the errors and send the request again; `errors` lists them with their JSON pointers. Nothing was changed.',
      );
    },
  );

  test.each([
    ['/journal?limit=0', 'limit', 'must be a whole number from 1 to 1000', 'Send decimal digits. Maximum number of'],
    ['/journal?limit=1e2', 'limit', 'must be a whole number from 1 to 1000', 'Send decimal digits. '],
    ['/journal?after=-1', 'after', 'must be a whole number of at least 0', 'Send decimal digits. '],
    ['/journal?form=short', 'form', 'has an unknown value', 'Use one of: full, canonical.'],
    ['/journal?form=full&form=full', 'form', 'is repeated', 'Send it once.'],
    ['/journal?from=1', 'from', 'is unknown', 'Use: operation, refusedBy, stub, scenario, after, before, limit, form.'],
    ['/journal/x', 'id', 'must be a whole number of at least 0', 'the reply header `simulator-exchange`'],
    ['/callbacks?outcome=late', 'outcome', 'has an unknown value', 'Use one of: accepted, not-accepted, answered,'],
    ['/callbacks?exchange=0', 'exchange', 'must be a whole number of at least 1', 'Send decimal digits. '],
  ])('gets an error about a parameter: %s', async (target, parameter, says, fix) => {
    const { ask } = await openControl();
    expect(jsonOf(await ask.get(`/_simulator${target}`).expect(400))).toMatchObject({
      parameter,
      detail: `The parameter "${parameter}" ${says}.`,
      fix: expect.stringContaining(fix),
    });
  });

  test('with many errors is answered with the first hundred, and their number', async () => {
    const { ask } = await openControl();
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`unknown${index}`, 1]));
    const problem = jsonOf(await ask.put('/_simulator/clock').send(body).expect(422)) as ProblemOfBody;
    expect([problem.errors.length, problem.errorCount]).toEqual([100, 500]);
    expect(problem.fix).toContain('lists the first 100 of them');
  });

  test('of a great many values is answered with its first error alone', async () => {
    const { ask } = await openControl();
    const body = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`unknown${index}`, 1]));
    const problem = jsonOf(await ask.put('/_simulator/clock').send(body).expect(422)) as ProblemOfBody;
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(['/unknown0', '']);
  });

  test('is handled in its turn, also while what validates it is being loaded', async () => {
    const slowly = (): Promise<Judge> =>
      new Promise((resolve) => {
        setTimeout(() => {
          resolve(judge);
        }, 50);
      });
    const { ask } = await openControl({ judge: slowly });
    const frozen = ask.put('/_simulator/clock').send({ mode: 'frozen' }).then(jsonOf);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    // Has nothing to validate, and would be answered at once.
    const shown = ask.get('/_simulator/clock').then(jsonOf);
    expect(await Promise.all([frozen, shown])).toMatchObject([{ mode: 'frozen' }, { mode: 'frozen' }]);
  });
});
