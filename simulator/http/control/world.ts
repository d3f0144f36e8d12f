import type { Provider } from '../../core/provider.js';
import { sizeOf } from '../../core/size.js';
import type { Space } from '../../core/space.js';
import type { Spaces } from '../../core/spaces.js';
import type { Judge } from '../../core/world-check.js';
import { checkedWorld } from '../../core/world-check.js';
import type { Answer } from './answer.js';
import { invalidAnswer, jsonAnswer, problemAnswer } from './answer.js';
import { mergePatch } from '../../../contracts/json.js';
import type { Asked, Route } from './route.js';

interface Settings {
  readonly providers: readonly Provider[];
  readonly spaces: Pick<Spaces, 'memory'>;
  /** Loads the judge: a schema compiler that only those who hand in a world have to wait for. */
  readonly judge: () => Promise<Judge>;
}

/** Reads and replaces a space's world. PUT begins its running numbers anew; with PATCH they go on. */
export function worldRoutes({ providers, spaces, judge }: Settings): readonly Route[] {
  const taking = async (
    asked: Asked,
    lay: (space: Space, body: unknown, judging: Judge) => Answer,
  ): Promise<Answer> => {
    const body = await asked.json();
    if (!body.ok) return body.answer;
    // From here on in one turn: a patch must meet the world that it is merged into.
    return lay(asked.space, body.value, await judge());
  };
  const lay = (space: Space, wanted: unknown, { judging, numbersGoOn }: Laying): Answer => {
    const checked = checkedWorld(wanted, providers, judging);
    if (!checked.ok) {
      const redact = space.redactor();
      // Ids of the world that was refused look like credentials, and must stay legible to the author of the world.
      return invalidAnswer('world', checked.problems, (pointer) => redact(pointer, undefined, false));
    }
    if (sizeOf(checked.world) > spaces.memory().most / 2) return tooMuch;
    space.replaceWorld(checked.world, numbersGoOn);
    return jsonAnswer(space.world());
  };
  return [
    { method: 'get', path: '/world', answer: ({ space }) => jsonAnswer(space.world()) },
    {
      method: 'put',
      path: '/world',
      answer: (asked) => taking(asked, (space, body, judging) => lay(space, body, { judging, numbersGoOn: false })),
    },
    {
      method: 'patch',
      path: '/world',
      answer: (asked) =>
        taking(asked, (space, patch, judging) =>
          lay(space, mergePatch(space.world(), patch), { judging, numbersGoOn: true }),
        ),
    },
  ];
}

const tooMuch = problemAnswer({
  status: 413,
  kind: 'too-large',
  says: 'This world would take more than half of the memory that all spaces may take.',
  fix: 'Leave out what is not needed, or start the simulator with more: --memory. Nothing was changed.',
});

interface Laying {
  readonly judging: Judge;
  readonly numbersGoOn: boolean;
}
