import { mapTexts } from '../../../contracts/suite/json.js';
import { BadUse } from '../bad-use.js';
import type { Environment } from '../io.js';

const variable = /\$\{([A-Za-z_]\w*)\}/g;

/** A value whose texts have what the environment says in place of every `${NAME}`; `BadUse` names what it lacks. */
export function fromEnvironment(name: string, value: unknown, environment: Environment): unknown {
  const missing = new Set<string>();
  const replaced = mapTexts(value, (text) =>
    text.replace(variable, (_, wanted: string) => {
      const found = environment[wanted] ?? '';
      // What a CI has no secret for is set, and empty.
      if (found === '') missing.add(wanted);
      return found;
    }),
  );
  if (missing.size === 0) return replaced;
  throw new BadUse(`${name} asks for what the environment lacks: ${[...missing].join(', ')}`);
}
