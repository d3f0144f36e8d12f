import xylinkApi from '../../../contracts/xylink/api.json' with { type: 'json' };
import xylink from '../../../contracts/xylink/profile.schema.json' with { type: 'json' };
import ytxApi from '../../../contracts/ytx/api.json' with { type: 'json' };
import ytx from '../../../contracts/ytx/profile.schema.json' with { type: 'json' };
import { phoneRoles } from '../../../contracts/suite/role-binding.js';
import { providers } from '../../providers/index.js';
import { providerCalled } from '../shared/flags.js';

/** What a provider's part of a profile looks like, and what stands in for what it leaves out. */
export interface ProfileShape {
  readonly schema: object;
  /** Where each host is reached unless the profile says otherwise. */
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly requestsPerSecond: number;
  /** The roles that there are: those of the included cast and the phones, which are all that a case names. */
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
    roles: [...Object.keys(providerCalled(provider, providers).world.cast), ...phoneRoles(provider)],
    membersOf: (kind) => Object.keys((schema.$defs as Definitions)[kind]?.properties ?? {}),
  };
}

/** By provider. */
export const profileShapes: Readonly<Record<string, ProfileShape>> = {
  ytx: shapeOf('ytx', ytx, ytxApi),
  xylink: shapeOf('xylink', xylink, xylinkApi),
};

/** The whole of a profile; its providers' parts are judged by their own schemas. */
export const profileSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    budget: {
      type: 'integer',
      minimum: 1,
      description: 'the number of requests that a run may send; 300 unless given',
    },
    ...Object.fromEntries(Object.keys(profileShapes).map((name) => [name, { type: 'object' }])),
  },
};
