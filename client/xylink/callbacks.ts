import type { EnterpriseEvent, RoomEvent } from '../../contracts/xylink/generated.js';
import { type Listing, listingOf } from '../core/listing.js';
import type { CallOptions } from '../core/request.js';
import type { Ask } from './meetings.js';
import type { XylinkAccepted } from './request.js';

export type { EnterpriseEvent, RoomEvent } from '../../contracts/xylink/generated.js';

/** An event of an enterprise, and the URL that receives it. */
export interface Callback {
  readonly event: EnterpriseEvent;
  readonly url: string;
}

/** The options of a registration. */
export interface RegistrationOptions extends CallOptions {
  /** `v2` wraps the data of callbacks. Default: the provider's. */
  readonly version?: string | undefined;
  /** Only events of rooms with this tag go to the URL. Default: events of rooms without a URL for their tag. */
  readonly businessTag?: string | undefined;
}

/** An event of one room, and the URL that receives it. */
export interface RosterCallback {
  readonly room: string;
  readonly event: RoomEvent;
  readonly url: string;
}

/** Callbacks in English: the provider sends events to an http or https URL by POST. Each method is one operation. */
export interface XylinkCallbacks {
  /** Registers a URL for an event. The effect of a second registration is unknown; use `changeCallback`. */
  readonly registerCallback: (event: EnterpriseEvent, url: string, options?: RegistrationOptions) => Promise<void>;
  /** Lists the callbacks of the enterprise. */
  readonly listCallbacks: (options?: CallOptions) => Listing<Callback>;
  /** Replaces the URL of a registered event. */
  readonly changeCallback: (event: EnterpriseEvent, url: string, options?: RegistrationOptions) => Promise<void>;
  /** Removes the callback of an event. */
  readonly removeCallback: (event: EnterpriseEvent, options?: CallOptions) => Promise<void>;
  /** Registers a URL for an event of one room. Default: the participants of its meeting. */
  readonly registerRosterCallback: (
    room: string,
    url: string,
    event?: RoomEvent,
    options?: CallOptions,
  ) => Promise<void>;
  /** Lists the callbacks of the enterprise's rooms. */
  readonly listRosterCallbacks: (options?: CallOptions) => Listing<RosterCallback>;
  /** Removes the callbacks of one room. */
  readonly removeRosterCallback: (room: string, options?: CallOptions) => Promise<void>;
}

/** The options of a registration that its body has. */
const handlerFields = ({ version, businessTag }: RegistrationOptions = {}) => ({
  ...(version !== undefined && { version }),
  ...(businessTag !== undefined && { businessTag }),
});

/** The callback methods, made from a client's operations. */
export function callbacksOver(ask: Ask): XylinkCallbacks {
  return {
    async registerCallback(callbackEvent, handlerUrl, options) {
      await ask('registerCallback', { callbackEvent, handlerUrl, ...handlerFields(options) }, options);
    },
    listCallbacks: (options) => listingOf(ask('listCallbacks', {}, options).then(callbacksIn)),
    async changeCallback(callbackEvent, handlerUrl, options) {
      await ask('changeCallback', { callbackEvent, handlerUrl, ...handlerFields(options) }, options);
    },
    async removeCallback(callbackEvent, options) {
      await ask('removeCallback', { callbackEvent }, options);
    },
    async registerRosterCallback(confNumber, handlerUrl, callbackEvent = 'ConferenceRosterInfo', options) {
      const registration = { confNumber, callbackEvent, handlerUrl };
      await ask('registerRosterCallback', { confNumber, registration }, options);
    },
    listRosterCallbacks: (options) => listingOf(ask('listRosterCallbacks', {}, options).then(rosterCallbacksIn)),
    async removeRosterCallback(confNumber, options) {
      await ask('removeRosterCallback', { confNumber }, options);
    },
  };
}

const callbacksIn = (all: XylinkAccepted<'listCallbacks'>): readonly Callback[] =>
  all.map(({ callbackEvent, handlerUrl }) => ({ event: callbackEvent, url: handlerUrl }));

const rosterCallbacksIn = (all: XylinkAccepted<'listRosterCallbacks'>): readonly RosterCallback[] =>
  all.map(({ confNumber, callbackEvent, handlerUrl }) => {
    return { room: confNumber.replace(/@CONFNO$/, ''), event: callbackEvent, url: handlerUrl };
  });
