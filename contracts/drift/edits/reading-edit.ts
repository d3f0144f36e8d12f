import type { OtherReading } from '../finding.js';
import type { Edit } from './edit.js';

/** Makes another answer the standard one of a provider's reading. */
export function readingEdit(provider: string, { reading, answer }: OtherReading): Edit {
  return {
    of: 'source',
    file: `simulator/providers/${provider}/readings.ts`,
    words: `make '${answer}' the standard of the reading ${reading}`,
    change(text) {
      const at = text.indexOf(`\n  ${reading}: {`);
      if (at < 0) return undefined;
      const rest = text.slice(at);
      const changed = rest.replace(/^( {4}standard: )'[^']*'/m, (_, before: string) => `${before}'${answer}'`);
      return changed === rest ? undefined : text.slice(0, at) + changed;
    },
  };
}
