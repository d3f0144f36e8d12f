import type { EnterpriseEvent, RoomEvent } from '../../contracts/xylink/generated.js';
import type { CallOptions } from '../core/request.js';
import type { Ask } from './meetings.js';

export type { EnterpriseEvent, RoomEvent } from '../../contracts/xylink/generated.js';

/** What an enterprise is told of, and where. */
export interface Callback {
  readonly event: EnterpriseEvent;
  readonly url: string;
}

/** What an enterprise is told of one of its rooms, and where. */
export interface RosterCallback {
  readonly room: string;
  readonly event: RoomEvent;
  readonly url: string;
}

/** Callbacks in English: an http or https URL is told of events by POST. Each method is one operation. */
export interface XylinkCallbacks {
  /** Has an event told to this URL from now on. What a second registration does is not known; `changeCallback` is. */
  readonly registerCallback: (event: EnterpriseEvent, url: string, options?: CallOptions) => Promise<void>;
  /** What the enterprise is told of. */
  readonly callbacks: (options?: CallOptions) => Promise<readonly Callback[]>;
  /** Has an event that is told already told to another URL. */
  readonly changeCallback: (event: EnterpriseEvent, url: string, options?: CallOptions) => Promise<void>;
  /** Has an event told no longer. */
  readonly removeCallback: (event: EnterpriseEvent, options?: CallOptions) => Promise<void>;
  /** Has an event of one room told to this URL from now on: who is in its meeting, unless another is named. */
  readonly registerRosterCallback: (
    room: string,
    url: string,
    event?: RoomEvent,
    options?: CallOptions,
  ) => Promise<void>;
  /** What the enterprise is told of its rooms. */
  readonly rosterCallbacks: (options?: CallOptions) => Promise<readonly RosterCallback[]>;
  /** Has nothing told of one room any longer. */
  readonly removeRosterCallback: (room: string, options?: CallOptions) => Promise<void>;
}

/** The callbacks over a client's operations. */
export function callbacksOver(ask: Ask): XylinkCallbacks {
  return {
    async registerCallback(callbackEvent, handlerUrl, options) {
      await ask('registerCallback', { callbackEvent, handlerUrl }, options);
    },
    async callbacks(options) {
      const all = await ask('listCallbacks', {}, options);
      return all.map(({ callbackEvent, handlerUrl }) => ({ event: callbackEvent, url: handlerUrl }));
    },
    async changeCallback(callbackEvent, handlerUrl, options) {
      await ask('changeCallback', { callbackEvent, handlerUrl }, options);
    },
    async removeCallback(callbackEvent, options) {
      await ask('removeCallback', { callbackEvent }, options);
    },
    async registerRosterCallback(confNumber, handlerUrl, callbackEvent = 'ConferenceRosterInfo', options) {
      const registration = { confNumber, callbackEvent, handlerUrl };
      await ask('registerRosterCallback', { confNumber, registration }, options);
    },
    async rosterCallbacks(options) {
      const all = await ask('listRosterCallbacks', {}, options);
      return all.map(({ confNumber, callbackEvent, handlerUrl }) => {
        return { room: confNumber.replace(/@CONFNO$/, ''), event: callbackEvent, url: handlerUrl };
      });
    },
    async removeRosterCallback(confNumber, options) {
      await ask('removeRosterCallback', { confNumber }, options);
    },
  };
}
