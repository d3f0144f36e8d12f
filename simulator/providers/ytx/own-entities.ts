import {
  type OwnEntities,
  type OwnEntity,
  ownerOf,
  pairIn,
  type WithOwnEntities,
} from '../../core/state/own-entities.js';
import type { Adoption } from '../../core/provider.js';
import { textIn } from './body.js';
import { verifiedCaller } from './common-checks.js';
import {
  accounts as accountDocuments,
  applications as applicationDocuments,
  type Environment,
  type YtxContext,
} from './model.js';
import { environmentOf as environmentOfHost } from './rules/application.js';
import { accountFrom, applicationFrom } from './state-serializer.js';
import type { WrittenAccount, WrittenApplication, WrittenWorld } from './world-format.js';
import schema from './world.schema.json' with { type: 'json' };

const { accounts, applications } = schema.properties;
const sidAndToken = [
  new RegExp(accounts.propertyNames.pattern),
  new RegExp(accounts.additionalProperties.properties.authToken.pattern),
] as const;
/** The ids that a world may have. */
const [sidShape] = sidAndToken;
const appidShape = new RegExp(applications.propertyNames.pattern);
const environments = applications.additionalProperties.properties.environment.enum as readonly Environment[];

/** The flags of `serve` that add accounts and applications. */
export const ownEntities: OwnEntities<WrittenWorld> = {
  flags: [
    { name: 'account', value: 'SID:TOKEN', says: 'add a YTX account' },
    { name: 'app', value: 'APPID', says: 'add a YTX application of the --account before it, or of the only one' },
    {
      name: 'environment',
      value: 'name',
      says: 'environment of the --app before it: sandbox or production (default: sandbox)',
    },
  ],
  add(part, given) {
    const addedAccounts = new Map<string, WrittenAccount>();
    const addedApplications = new Map<string, WrittenApplication>();
    for (const entity of given) {
      const problem = addOne(entity, given, { part, accounts: addedAccounts, applications: addedApplications });
      if (problem !== undefined) return { ok: false, written: entity.written, says: problem };
    }
    return withAll(part, addedAccounts, addedApplications);
  },
};

interface AccountAdditions {
  readonly part: WrittenWorld;
  readonly accounts: Map<string, WrittenAccount>;
  readonly applications: Map<string, WrittenApplication>;
}

/** Adds one entity; a text is the reason why its value is unusable. */
function addOne(entity: OwnEntity, given: readonly OwnEntity[], additions: AccountAdditions): string | undefined {
  switch (entity.flag) {
    case 'account':
      return addAccount(entity, additions);
    case 'app':
      return addApplication(entity, given, additions);
    case 'environment':
      return problemWithEnvironment(entity, given);
    default:
      return undefined;
  }
}

function addAccount({ value }: OwnEntity, { part, accounts: added }: AccountAdditions): string | undefined {
  const [sid, authToken] = pairIn(value, sidAndToken) ?? [];
  if (sid === undefined || authToken === undefined) {
    return 'must be SID:TOKEN: 8 to 64 letters and digits, a colon, and a token of 8 to 128 of letters, digits and ._~+/=-';
  }
  added.set(sid, { ...part.accounts?.[sid], authToken });
  return undefined;
}

function addApplication(
  app: OwnEntity,
  given: readonly OwnEntity[],
  { part, ...added }: AccountAdditions,
): string | undefined {
  if (!appidShape.test(app.value)) return 'must be an appid of 8 to 64 letters and digits';
  const owner = ownerOf(app, 'account', given);
  if (owner === undefined) return 'needs the account that it belongs to: add --account SID:TOKEN before it';
  const [account] = owner.value.split(':', 1);
  const environment = environmentOf(app, given);
  added.applications.set(app.value, { ...part.applications?.[app.value], account: account ?? '', environment });
  return undefined;
}

function problemWithEnvironment({ value }: OwnEntity, given: readonly OwnEntity[]): string | undefined {
  if (!environments.some((each) => each === value)) return `must be ${environments.join(' or ')}`;
  return given.some(({ flag }) => flag === 'app')
    ? undefined
    : 'needs the application that it is for: add --app APPID before it';
}

/** The environment that follows the application on the command line, else the one for all applications. */
function environmentOf(app: OwnEntity, given: readonly OwnEntity[]): Environment {
  const others = given.filter(({ flag }) => ['app', 'environment'].includes(flag));
  const next = app.isOrdered ? others[others.indexOf(app) + 1] : undefined;
  const forAll = others.find(
    (each, index) => each.flag === 'environment' && (!app.isOrdered || !each.isOrdered || index === 0),
  );
  return ((next?.flag === 'environment' ? next : forAll)?.value as Environment | undefined) ?? 'sandbox';
}

function withAll(
  part: WrittenWorld,
  addedAccounts: AccountAdditions['accounts'],
  addedApplications: AccountAdditions['applications'],
): WithOwnEntities<WrittenWorld> {
  return {
    ok: true,
    part: {
      ...part,
      accounts: { ...part.accounts, ...Object.fromEntries(addedAccounts) },
      applications: { ...part.applications, ...Object.fromEntries(addedApplications) },
    },
    added: [
      ...Array.from(addedAccounts.keys(), (sid) => `account ${sid}`),
      ...Array.from(addedApplications, ([appid, { environment }]) => `app ${appid} (${environment})`),
    ],
  };
}

/**
 * Adds an unknown account, and the application that its request names if that is unknown too: an account without one can
 * call nothing. The application belongs to the environment of the host that was called.
 */
export const adoption: Adoption<YtxContext> = {
  signed: verifiedCaller,
  callerWith({ documents, request, route: { accountSID, decoded } }, authToken) {
    if (!sidShape.test(accountSID) || accountDocuments.read(documents, accountSID) !== undefined) return undefined;
    const account = accountDocuments.put(accountSID, accountFrom([accountSID, { authToken }]));
    const appid = textIn(decoded?.fields ?? {}, 'appid') ?? '';
    const what = `account ${accountSID}`;
    if (!appidShape.test(appid) || applicationDocuments.read(documents, appid) !== undefined) {
      return { changes: [account], what };
    }
    const environment = environmentOfHost(request.host);
    const application = applicationFrom([appid, { account: accountSID, environment }]);
    return {
      changes: [account, applicationDocuments.put(appid, application)],
      what: `${what} and app ${appid} (${environment})`,
    };
  },
};
