import type { DescriptionPart } from '../../core/description-part.js';
import type { Provider } from '../../core/provider.js';
import { defaultOptions, profileKey, withoutProfile } from '../../core/pipeline/reading.js';
import type { Space } from '../../core/state/space.js';
import { type Answer, type Asked, jsonAnswer, once, type Route } from './route.js';

/** Reads and changes a space's readings. With PUT those not named return to their defaults; with PATCH they stay. */
export function readingsRoutes(providers: readonly Provider[]): readonly Route[] {
  const description = once(() => describedReadings(providers));
  const take = async ({ space, validJson }: Asked, othersStay: boolean): Promise<Answer> => {
    const body = await validJson();
    if (!body.ok) return body.answer;
    const selection = body.value as ReadingsSelection;
    for (const provider of providers) {
      const others = othersStay ? {} : defaultOptions(provider.readings);
      space.setReadings(provider, { ...others, ...withoutProfile(provider, selection[provider.name] ?? {}) });
    }
    return jsonAnswer(readingsView(space, providers));
  };
  const path = '/readings';
  return [
    { method: 'get', path, description, answer: ({ space }) => jsonAnswer(readingsView(space, providers)) },
    { method: 'put', path, description, answer: (asked) => take(asked, false) },
    { method: 'patch', path, description, answer: (asked) => take(asked, true) },
  ];
}

/** A body that the schema ReadingsSelection allows: options by provider and reading, and a profile. */
type ReadingsSelection = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The description, in which the schema of a selection follows from the readings of the providers. */
async function describedReadings(providers: readonly Provider[]): Promise<DescriptionPart> {
  const { default: part } = await import('./readings.openapi.json', { with: { type: 'json' } });
  const schemas = { ...part.components.schemas, ReadingsSelection: selectionSchema(providers) };
  return { ...part, components: { ...part.components, schemas } };
}

const profileDescription = 'Options of several readings at once; a reading beside it takes precedence.';

function selectionSchema(providers: readonly Provider[]): object {
  const ofProviders = providers.map(({ name, readings, readingProfiles = {} }) => {
    const options = Object.entries(readings).map(
      ([reading, { options: known, asks }]) => [reading, { enum: Object.keys(known), description: asks }] as const,
    );
    const profile = { enum: Object.keys(readingProfiles), description: profileDescription };
    const properties = Object.fromEntries(
      Object.keys(readingProfiles).length > 0 ? [[profileKey, profile], ...options] : options,
    );
    return [name, { type: 'object', additionalProperties: false, properties }] as const;
  });
  return {
    type: 'object',
    description: 'Options by provider and reading, or a profile of the provider.',
    additionalProperties: false,
    properties: Object.fromEntries(ofProviders),
  };
}

function readingsView(space: Space, providers: readonly Provider[]): object {
  const views = providers.map((provider) => {
    const inUse = space.readingsOf(provider);
    const readings = Object.entries(provider.readings).map(([name, { default: usual, options, asks, reason }]) => {
      return [name, { option: inUse[name], default: usual, options, asks, reason }] as const;
    });
    return [provider.name, Object.fromEntries(readings)] as const;
  });
  return Object.fromEntries(views);
}
