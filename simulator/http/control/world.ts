import type { DescriptionPart } from '../../core/description-part.js';
import type { Provider } from '../../core/provider.js';
import { preparedDocuments } from '../../core/state/space.js';
import type { Spaces } from '../../core/state/spaces.js';
import { atOnce, type Judge, worldCheck } from '../../core/state/world-check.js';
import type { Problem, World } from '../../core/state/world.js';
import type { Change } from '../../core/state/documents.js';
import {
  type Answer,
  type Asked,
  invalidAnswer,
  largeJsonAnswer,
  once,
  problemAnswer,
  type Route,
  withPauses,
} from './route.js';
import { mergePatch } from '../../../contracts/json.js';

interface Settings {
  readonly providers: readonly Provider[];
  readonly spaces: Pick<Spaces, 'memory'>;
  /** Loads the judge: a schema compiler that only those who hand in a world have to wait for. */
  readonly judge: () => Promise<Judge>;
}

/**
 * Reads and replaces a space's world. PUT begins its running numbers anew; with PATCH they go on.
 *
 * Other requests are answered while a world is checked, prepared and rendered. It is replaced in one turn, so that no request meets half of it.
 */
export function worldRoutes({ providers, spaces, judge }: Settings): readonly Route[] {
  const description = once(() => describedWorld(providers));
  /** Checks a world and makes its documents, in steps. */
  function* prepare(value: unknown, judging: Judge): Generator<undefined, PreparedWorld> {
    const checked = yield* worldCheck(value, providers, judging);
    if (!checked.ok) return { problems: checked.problems };
    return { world: checked.world, ...(yield* preparedDocuments(providers, checked.world)) };
  }
  const replace = async ({ space }: Asked, prepared: PreparedWorld, keepSequences: boolean): Promise<Answer> => {
    if ('problems' in prepared) {
      const redact = space.redactor();
      // Ids of the world that was refused look like credentials, and must stay legible to the author of the world.
      return invalidAnswer('world', prepared.problems, (pointer) => redact(pointer, undefined, false));
    }
    if (prepared.bytes > spaces.memory().max / 2) return tooMuch;
    space.replaceWorld(prepared.world, keepSequences, prepared.documents);
    return await largeJsonAnswer(space.world());
  };
  const patch = async (asked: Asked, changes: unknown): Promise<Answer> => {
    const { space } = asked;
    const judging = await judge();
    const steps = (): ReturnType<typeof prepare> => prepare(mergePatch(space.world(), changes), judging);
    // A patch must meet the world that it is merged into: if that changed meanwhile, it is merged again.
    for (let tries = 0; tries < triesWithPauses; tries += 1) {
      const before = space.documents.revision();
      const prepared = await withPauses(steps());
      if (space.documents.revision() === before) return replace(asked, prepared, true);
    }
    return replace(asked, atOnce(steps()), true);
  };
  return [
    { method: 'get', path: '/world', description, answer: ({ space }) => largeJsonAnswer(space.world()) },
    {
      method: 'put',
      path: '/world',
      description,
      async answer(asked) {
        // Not by validJson: worldCheck validates a large world by the same schemas in pieces, and others are answered between.
        const body = await asked.json();
        if (!body.ok) return body.answer;
        return replace(asked, await withPauses(prepare(body.value, await judge())), false);
      },
    },
    {
      method: 'patch',
      path: '/world',
      description,
      async answer(asked) {
        const body = await asked.validJson();
        return body.ok ? patch(asked, body.value) : body.answer;
      },
    },
  ];
}

/** After so many merges during which the space changed, a patch is merged in one turn: it must come to an end. */
const triesWithPauses = 3;

/** The problems of a world, or the world with its documents and about how much memory they take. */
type PreparedWorld =
  | { readonly problems: readonly Problem[] }
  | { readonly world: World; readonly documents: readonly Change[]; readonly bytes: number };

const tooMuch = problemAnswer({
  status: 413,
  kind: 'too-large',
  says: 'This world would take more than half of the memory that all spaces may take.',
  fix: 'Leave out what is not needed, or start the simulator with more: --memory. Nothing was changed.',
});

/** The description, in which the schema of a world consists of the schemas of the providers. */
async function describedWorld(providers: readonly Provider[]): Promise<DescriptionPart> {
  const { default: part } = await import('./world.openapi.json', { with: { type: 'json' } });
  const { World, ...schemas } = part.components.schemas;
  const parts = providers.map(({ name, world }) => [name, embed(world.schema, name)] as const);
  const properties = { ...Object.fromEntries(parts), ...World.properties };
  return { ...part, components: { schemas: { ...schemas, World: { ...World, properties } } } };
}

/** A schema within another: without an identity of its own, its references lead from the top of the whole description. */
function embed(schema: object, provider: string): object {
  const place = `#/components/schemas/World/properties/${provider}`;
  const { $schema, $id, ...rest } = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${place}/$defs/`)) as {
    readonly $schema?: string;
    readonly $id?: string;
  };
  return rest;
}
