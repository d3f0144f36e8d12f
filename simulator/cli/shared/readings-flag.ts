import { anyOf, phrase, say } from '../../../contracts/messages.js';
import { type AnyChosen, problemsWithReadings } from '../../core/pipeline/reading.js';
import type { Provider } from '../../core/provider.js';
import { BadUse } from './flags.js';

/** Parses `ytx.validity=10min` into readings by provider. */
export function readingsFrom(
  written: readonly string[],
  providers: readonly Provider[],
): Readonly<Record<string, AnyChosen>> {
  const chosen = new Map<string, Record<string, string>>();
  for (const each of written) {
    const [, name, reading, answer] = /^(\w+)\.(\w+)=([\w.-]+)$/.exec(each) ?? [];
    const provider = providers.find((one) => one.name === name);
    if (provider === undefined || reading === undefined || answer === undefined) throw malformedFlag(providers);
    const [problem] = problemsWithReadings(provider.readings, { [reading]: answer });
    if (problem !== undefined) throw new BadUse(say`--readings ${provider.name}.${reading}: ${phrase(problem.says)}`);
    chosen.set(provider.name, { ...chosen.get(provider.name), [reading]: answer });
  }
  return Object.fromEntries(chosen);
}

const malformedFlag = (providers: readonly Provider[]): BadUse =>
  new BadUse(
    say`--readings must have the form provider.reading=answer, for ${anyOf(providers.map(({ name }) => name))}; \`understudy readings\` lists them`,
  );
