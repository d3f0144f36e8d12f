import type { DescriptionPart } from '../../core/description-part.js';
import type { Provider } from '../../core/provider.js';
import { redactJson } from '../../core/redaction/redactor.js';
import type { Space } from '../../core/state/space.js';
import type { Stub } from '../../core/state/stubs.js';
import type { StubDefinition } from '../../stubs/compile.js';
import {
  type Answer,
  type Asked,
  doneAnswer,
  invalidAnswer,
  jsonAnswer,
  once,
  problemAnswer,
  type Route,
} from './route.js';

/** Lists, adds and removes the stubs of a space. */
export function stubsRoutes(providers: readonly Provider[]): readonly Route[] {
  const description = once(describedStubs);
  const path = '/stubs/:name';
  return [
    { method: 'get', path: '/stubs', description, answer: ({ space }) => jsonAnswer(stubsView(space)) },
    {
      method: 'delete',
      path: '/stubs',
      description,
      answer({ space }) {
        space.stubs.replace([]);
        return doneAnswer;
      },
    },
    {
      method: 'get',
      path,
      description,
      answer: (asked) => withStub(asked, (stub) => jsonAnswer(stubView(stub, asked.space))),
    },
    { method: 'put', path, description, answer: (asked) => putStub(asked, providers) },
    {
      method: 'delete',
      path,
      description,
      answer: (asked) =>
        withStub(asked, (stub) => {
          const { stubs } = asked.space;
          stubs.replace(stubs.all().filter((each) => each !== stub));
          return doneAnswer;
        }),
    },
  ];
}

/** The description, in which the schema of a stub is that of a file of stubs. */
async function describedStubs(): Promise<DescriptionPart> {
  const { default: part } = await import('./stubs.openapi.json', { with: { type: 'json' } });
  const { stubSchema } = await import('../../stubs/index.js');
  return { ...part, components: { ...part.components, schemas: { ...part.components.schemas, Stub: stubSchema } } };
}

async function putStub(asked: Asked, providers: readonly Provider[]): Promise<Answer> {
  const body = await asked.validJson();
  if (!body.ok) return body.answer;
  const { checkedStub } = await import('../../stubs/index.js');
  const name = nameOf(asked);
  const { space } = asked;
  const others = space.stubs.all().filter((each) => each.name !== name);
  const checked = checkedStub(name, body.value as StubDefinition, { providers, others });
  if (!checked.ok) {
    const redact = space.redactor();
    return invalidAnswer('stub', checked.problems, (pointer) => redact(pointer, undefined, false));
  }
  space.stubs.replace([...others, checked.stub]);
  return jsonAnswer(stubView(checked.stub, space));
}

const nameOf = ({ path }: Asked): string => path['name'] ?? '';

function withStub(asked: Asked, answer: (stub: Stub) => Answer): Answer {
  const name = nameOf(asked);
  const stub = asked.space.stubs.all().find((each) => each.name === name);
  return stub === undefined ? noSuchStub : answer(stub);
}

const noSuchStub = problemAnswer({
  status: 404,
  kind: 'not-found',
  says: 'This space has no stub of that name.',
  fix: 'GET /_simulator/stubs lists those it has; each space has its own.',
});

/** A definition without the credentials of the space's world. */
function stubView({ definition }: Stub, space: Space): unknown {
  const redact = space.redactor();
  return redactJson(definition, (text) => redact(text, undefined, false));
}

/** By name, so that the reply is a file of stubs. */
const stubsView = (space: Space): object =>
  Object.fromEntries(space.stubs.all().map((stub) => [stub.name, stubView(stub, space)]));
