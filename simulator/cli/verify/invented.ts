import { providers } from '../../providers/index.js';

/** Ids and numbers, as worlds write them: what has so many digits in a row is no word. */
const idShape = /[\w-]*\d{6}[\w-]*/g;

/** Whether a text is an id of a provider's included world, which nobody else knows. */
export function isInvented(): (provider: string, text: string) => boolean {
  const ids = new Map(
    providers.map(({ name, world }) => [name, new Set(JSON.stringify(world.starting).match(idShape))] as const),
  );
  return (provider, text) => ids.get(provider)?.has(text) ?? false;
}
