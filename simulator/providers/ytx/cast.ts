import type { CastPart } from '../../core/state/world.js';
import type { Documents } from '../../core/state/documents.js';
import { accounts, applications } from './vocabulary.js';

/** A role's entity as the cast shows it: an account with its token, an application with the role of its account. */
export function castMember(documents: Documents, role: string, id: string, cast: CastPart): object | undefined {
  if (role.startsWith('account:')) {
    const account = accounts.read(documents, id);
    return account && { accountSID: account.accountSID, authToken: account.authToken };
  }
  const application = applications.read(documents, id);
  if (application === undefined) return undefined;
  const { appid, account, environment } = application;
  const owner = Object.entries(cast).find(([each, played]) => each.startsWith('account:') && played === account)?.[0];
  return { appid, account: owner ?? account, environment };
}
