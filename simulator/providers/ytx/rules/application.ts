import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, corroborated, documented, refusals } from '../evidence.js';
import { type Account, type Application, applications, type Environment, type YtxContext } from '../model.js';

/** Every failed verification of an application has the same refusal; each cause on the page is a separate check. */
const refusal = refusals.applicationNotVerified;
const page = 'create-meeting-page';

type AppidContext = YtxContext & { readonly account: Account; readonly textFields: { readonly appid: string } };
type ApplicationContext = YtxContext & { readonly application: Application };

/** The host of each environment. */
export const hostOf: Readonly<Record<Environment, string>> = { sandbox: 'sandbox.ytx.net', production: 'api.ytx.net' };

export const environmentOf = (host: string): Environment => (host === hostOf.sandbox ? 'sandbox' : 'production');

export const applicationExists = lookup({
  name: 'ytx/application-exists',
  scenario: 'app-unknown',
  provides: 'application',
  refusal,
  evidence: [
    documented(page, '应用ID在哪获取? … 若没有应用,需要创建应用'),
    corroborated(
      ['vendor-error-table', 'production-log-2020'],
      'An application that does not verify was refused in production.',
    ),
    assumed('An application of another account is treated as unknown.'),
  ],
  details: ({ textFields }: AppidContext) => ({
    expected: 'an application of this account',
    received: textFields.appid,
  }),
  resolve({ documents, account, textFields }: AppidContext) {
    const application = applications.read(documents, textFields.appid);
    return application?.account === account.accountSID ? application : undefined;
  },
});

export const applicationBelongsToEnvironment = rule({
  name: 'ytx/application-belongs-to-environment',
  scenario: 'app-of-other-environment',
  refusal,
  evidence: [
    documented(page, '1.应用ID与环境不匹配'),
    corroborated([page, 'car-moving-client'], 'A client chooses the host for the test application or the others.'),
  ],
  details: ({ application, request }: ApplicationContext) => ({
    expected: environmentOf(request.host),
    received: application.environment,
  }),
  test: ({ application, request }: ApplicationContext) => application.environment === environmentOf(request.host),
});

export const applicationHasMeetings = rule({
  name: 'ytx/application-has-meetings',
  scenario: 'app-without-meetings',
  refusal,
  evidence: [documented(page, '3.应用未开通相应的功能')],
  details: ({ application }: ApplicationContext) => ({ expected: 'meeting', received: application.functions }),
  test: ({ application }: ApplicationContext) => application.functions.includes('meeting'),
});

export const applicationIsOnline = rule({
  name: 'ytx/application-is-online',
  scenario: 'app-offline',
  refusal,
  evidence: [documented(page, '3.应用未开通相应的功能或应用没有上线'), documented(page, '注:应用上线后,应用ID才有效')],
  details: ({ application }: ApplicationContext) => ({
    expected: 'online',
    received: application.online ? 'online' : 'offline',
  }),
  test: ({ application }: ApplicationContext) => application.online || application.environment === 'sandbox',
});

export const callerIsAllowed = rule({
  name: 'ytx/caller-is-allowed',
  scenario: 'caller-not-allowed',
  refusal,
  evidence: [
    documented(page, '2.设置ip白名单'),
    documented(page, '多个ip使用英文,号分隔。配置空表示不鉴权。'),
    documented(page, '注:沙箱环境 http://sandbox.ytx.net ,没有相关设置'),
  ],
  details: ({ application, request }: ApplicationContext) => ({
    expected: application.allowedCallers.length === 0 ? 'anyone' : application.allowedCallers,
    received: request.clientIp,
  }),
  test({ application, request }: ApplicationContext) {
    const { allowedCallers, environment } = application;
    return environment === 'sandbox' || allowedCallers.length === 0 || allowedCallers.includes(request.clientIp);
  },
});
