import type { Prepared } from '../../client/index.js';

/** A signed request of a case, as its client sends it. */
export interface SampleSource {
  readonly operation: string;
  readonly name: string;
  readonly prepared: Prepared;
  readonly isSigned: boolean;
  readonly isRefused: boolean;
  /** Whether it needs a state that the included world does not have. */
  readonly needsState: boolean;
  /** The values in this request of variables that no role of the cast has. */
  readonly values: Readonly<Record<string, string>>;
}

/** A way to sign: the script that computes variables, and the places of these in a request. */
export interface SigningPlan {
  /** The name of its files in `scripts/`. */
  readonly script: string;
  /** The value of each query parameter that a signature adds; an empty text leaves the parameter out. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** A folder before its requests are captured. */
interface FolderPlan {
  readonly title: string;
  readonly says: string;
  readonly signing?: SigningPlan;
  /** Whether the folder has this request. */
  readonly takes: (captured: SampleSource) => boolean;
}

/** What the requests of a provider need besides its cases. */
export interface ProviderSamples {
  readonly name: string;
  /** The variables with values of the cast, each by its role and the member of the entity. */
  readonly variables: Readonly<Record<string, readonly [role: string, member: string]>>;
  /** The values in an input of variables that scripts set. */
  readonly valuesIn: (input: object) => Readonly<Record<string, string>>;
  readonly isSigned: (url: string) => boolean;
  /** The case that is the example of a refusal. */
  readonly refused: { readonly operation: string; readonly name: string };
  readonly folders: readonly FolderPlan[];
}

/** A text member of an input under the name of a variable. */
function textMember(input: object, member: string, variable: string): Readonly<Record<string, string>> {
  const value = (input as Readonly<Record<string, unknown>>)[member];
  return typeof value === 'string' ? { [variable]: value } : {};
}

const ytx: ProviderSamples = {
  name: 'ytx',
  variables: {
    accountSID: ['account:active', 'accountSID'],
    authToken: ['account:active', 'authToken'],
    appid: ['app:sandbox', 'appid'],
  },
  valuesIn: (input) => textMember(input, 'booktime', 'bookingTime'),
  isSigned: () => true,
  refused: { operation: 'createMeeting', name: 'a creator who is no phone number is refused' },
  folders: [
    {
      title: 'YTX',
      says: 'Signed with accountSID and authToken. {{bookingTime}} is 31 days from now.',
      signing: { script: 'ytx', query: { Sign: '{{sign}}' }, headers: { Authorization: '{{authorization}}' } },
      takes: () => true,
    },
  ],
};

/** The operations that show signature 2.0: one without a body, one with a body; both can be repeated. */
const shownWithScheme2: readonly string[] = ['meetingStatus', 'registerCallback'];

const xylink: ProviderSamples = {
  name: 'xylink',
  variables: {
    enterpriseId: ['enterprise:main', 'enterpriseId'],
    enterpriseToken: ['enterprise:main', 'token'],
    clientId: ['enterprise:main', 'clientId'],
    clientSecret: ['enterprise:main', 'clientSecret'],
    runningRoom: ['room:running', 'meetingRoomNumber'],
    idleRoom: ['room:idle', 'meetingRoomNumber'],
  },
  valuesIn: (input) => textMember(input, 'refresh_token', 'refreshToken'),
  isSigned: (url) => url.includes('/api/'),
  refused: { operation: 'createGroups', name: 'createGroups: an unknown mode is refused' },
  folders: [
    {
      title: 'XYLink, signature 1.0',
      says: 'Signed with enterpriseToken. The requests work once in this order; "Reset" of the control API starts again.',
      signing: { script: 'xylink-1', query: { signature: '{{signature}}' }, headers: {} },
      takes: ({ isSigned }) => isSigned,
    },
    {
      title: 'XYLink, logins and signature 2.0',
      says: 'Signed with the secret of a login: send appToken first.',
      signing: {
        script: 'xylink-2',
        query: { signature: '' },
        headers: {
          Authorization: 'Bearer {{accessToken}}',
          'x-xy-clientid': '{{clientId}}',
          'x-xy-timestamp': '{{timestamp}}',
          'x-xy-nonce': '{{nonce}}',
          'x-xy-signtype': 'HMAC_SHA256',
          'x-xy-sign': '{{sign}}',
        },
      },
      takes: ({ operation, isSigned, isRefused }) => !isSigned || (!isRefused && shownWithScheme2.includes(operation)),
    },
  ],
};

/** The providers in the order of their folders. */
export const providerSamples: readonly ProviderSamples[] = [ytx, xylink];
