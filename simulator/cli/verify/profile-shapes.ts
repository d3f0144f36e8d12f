import xylinkApi from '../../../contracts/xylink/api.json' with { type: 'json' };
import xylink from '../../../contracts/xylink/profile.schema.json' with { type: 'json' };
import ytxApi from '../../../contracts/ytx/api.json' with { type: 'json' };
import ytx from '../../../contracts/ytx/profile.schema.json' with { type: 'json' };
import { inventedRoles } from '../../../contracts/suite/role-binding.js';
import { providers } from '../../providers/index.js';
import { findProvider } from '../shared/flags.js';

/** The schema of a provider's part of a profile, and its defaults. */
export interface ProfileShape {
  readonly schema: object;
  /** The default base URL of each host. */
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly requestsPerSecond: number;
  /** All roles that cases use: the included cast and the phones. */
  readonly roles: readonly string[];
  /** The members of an entity of this kind (`account`, `room`), its id first. */
  readonly membersOf: (kind: string) => readonly string[];
}

interface Schema {
  readonly properties: { readonly requestsPerSecond: { readonly default: number } };
  readonly $defs: object;
}

type Definitions = Readonly<Record<string, { readonly properties?: object }>>;

interface Api {
  readonly servers: readonly { readonly url: string }[];
}

function shapeOf(provider: string, schema: Schema, { servers }: Api): ProfileShape {
  return {
    schema,
    baseUrls: Object.fromEntries(servers.map(({ url }) => [new URL(url).host, url])),
    requestsPerSecond: schema.properties.requestsPerSecond.default,
    roles: [...Object.keys(findProvider(provider, providers).world.cast), ...inventedRoles(provider)],
    membersOf: (kind) => Object.keys((schema.$defs as Definitions)[kind]?.properties ?? {}),
  };
}

/** By provider. */
export const profileShapes: Readonly<Record<string, ProfileShape>> = {
  ytx: shapeOf('ytx', ytx, ytxApi),
  xylink: shapeOf('xylink', xylink, xylinkApi),
};

/** The schema of a profile; each provider's part has its own schema. */
export const profileSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    budget: {
      type: 'integer',
      minimum: 1,
      description: 'maximum number of requests of a run (default: 300)',
    },
    ...Object.fromEntries(Object.keys(profileShapes).map((name) => [name, { type: 'object' }])),
  },
};
