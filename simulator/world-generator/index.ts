import type { Provider } from '../core/provider.js';
import type { World } from '../core/state/world.js';
import type { GeneratedPart, GenerationOptions } from '../core/state/world-generator.js';

/**
 * A world of invented entities of these providers, with a cast. The same options give the same world; a larger world
 * of the same seed holds the smaller one.
 *
 * @example
 * const quantities = { accounts: 3, enterprises: 2, rooms: 50 };
 * const world = await generateWorld(providers, { seed: 'friday', startAt: Date.UTC(2027, 0, 1), quantities });
 */
export async function generateWorld(providers: readonly Provider[], options: GenerationOptions): Promise<World> {
  const generated: (readonly [provider: string, part: GeneratedPart])[] = [];
  for (const { name, worldGenerator } of providers) {
    if (worldGenerator !== undefined) generated.push([name, await worldGenerator.generate(options)]);
  }
  return {
    cast: Object.fromEntries(generated.map(([name, { cast }]) => [name, cast])),
    ...Object.fromEntries(generated.map(([name, { world }]) => [name, world])),
  };
}
