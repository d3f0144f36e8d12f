import type { Prepared, RawReply } from '../../client/index.js';
import { createXylinkClient, createYtxClient } from '../../client/index.js';
import { createSimulator, startingWorld } from '../../simulator/index.js';
import { weeklyFields } from '../client/office.js';

/** How a client is reached, and for how long it waits, in ms. */
export interface Reaching {
  readonly baseUrl: string;
  readonly now: number;
  readonly timeoutMs: number;
}

/** The included client, its own types forgotten. */
export interface Caller {
  /** An ordinary request of this operation. */
  readonly prepare: (operation: string) => Prepared | Promise<Prepared>;
  readonly exchange: (prepared: Prepared) => Promise<RawReply>;
  readonly understand: (operation: string, reply: RawReply) => unknown;
}

const cast = createSimulator({ world: startingWorld }).spaces.of(undefined).cast();

function valueOf(provider: string, role: string, name: string): string {
  const entity = cast[provider]?.[role] as Readonly<Record<string, unknown>> | undefined;
  return String(entity?.[name]);
}

const room = { meetingRoomNumber: valueOf('xylink', 'room:running', 'meetingRoomNumber') };
const enterpriseId = valueOf('xylink', 'enterprise:main', 'enterpriseId');

const handlerUrl = 'https://receiver.example/xylink';
const confNumber = valueOf('xylink', 'room:idle', 'meetingRoomNumber');

/** What is asked for, by operation; whether it would be granted does not matter. */
const ordinary: Readonly<Record<string, object>> = {
  createMeeting: weeklyFields,
  createGroups: { ...room, mode: 'random', groupCount: 2 },
  meetingStatus: room,
  invite: { callNumber: room.meetingRoomNumber, deviceList: [{ number: '10000000009' }] },
  disconnect: { ...room, participants: [{ id: 101000001, type: 5 }] },
  endMeeting: room,
  registerCallback: { callbackEvent: 'NewUserCall', handlerUrl },
  listCallbacks: {},
  changeCallback: { callbackEvent: 'DecryptStatus', handlerUrl },
  removeCallback: { callbackEvent: 'DecryptStatus' },
  registerRosterCallback: { confNumber, registration: { confNumber, callbackEvent: 'NemoHands', handlerUrl } },
  listRosterCallbacks: {},
  removeRosterCallback: { confNumber },
  appToken: { client_id: 'nobody00', client_secret: 'wrong000', enterpriseId },
  refreshToken: { refresh_token: 'nobody00' },
};

const inputOf = (operation: string): object => {
  const input = ordinary[operation];
  if (input === undefined) throw new Error(`nobody has written down what an ordinary ${operation} is`);
  return input;
};

/** The client of each provider, for an account or enterprise that nothing is wrong with. */
export const callers: Readonly<Record<string, (reaching: Reaching) => Caller>> = {
  ytx({ now, ...rest }) {
    const accountSID = valueOf('ytx', 'account:active', 'accountSID');
    const authToken = valueOf('ytx', 'account:active', 'authToken');
    const isProduction = rest.baseUrl.endsWith('/api.ytx.net');
    const appid = valueOf('ytx', isProduction ? 'app:production' : 'app:sandbox', 'appid');
    const client = createYtxClient({ accountSID, authToken, appid, clock: { now: () => now }, ...rest });
    return {
      prepare: (operation) => client.prepare(operation as 'createMeeting', inputOf(operation) as never),
      exchange: client.exchange,
      understand: (operation, reply) => client.understand(operation as 'createMeeting', reply),
    };
  },
  xylink({ now, ...rest }) {
    const auth = { token: valueOf('xylink', 'enterprise:main', 'token') };
    const client = createXylinkClient({ enterpriseId, auth, limit: 0, clock: { now: () => now }, ...rest });
    return {
      prepare: (operation) => client.prepare(operation as 'createGroups', inputOf(operation) as never),
      exchange: client.exchange,
      understand: (operation, reply) => client.understand(operation as 'createGroups', reply),
    };
  },
};
