import type { Courier } from '../../core/callbacks/transport.js';
import type { Pause } from '../weather/on-the-wire.js';
import { allowanceFrom } from './allowed-addresses.js';
import { courierOver } from './courier.js';
import { defaultLanes, type Dispatcher, dispatcherWith } from './dispatcher.js';
import type { SimulatorAt } from './guarded-lookup.js';
import type { Carriage } from './telling.js';

/** How callbacks are delivered; everything has a standard. */
export interface CallbackOptions {
  /** What they may reach besides loopback: host names, IP addresses, blocks such as `10.0.0.0/8`; nothing unless given. */
  readonly allow?: readonly string[];
  /** How long a receiver has for its whole reply, ms of real time; 2,000 unless given. */
  readonly timeoutMs?: number;
  /** How many are on their way at once, in all spaces together; default: 64. The space's own sink needs none. */
  readonly lanes?: number;
  /** For how many receivers callbacks may wait in a space; default: 1,000. Callbacks for others are `dropped`. */
  readonly receivers?: number;
  /** Carries them instead of HTTP; it is then what decides whom they may reach. */
  readonly courier?: Courier;
}

const standardTimeoutMs = 2000;

/** What deliveries need to know of the simulator and the process in which they begin. */
export interface DeliverySurroundings extends Pick<Carriage, 'faithful' | 'fault' | 'simulator'> {
  readonly alarm: Pause;
  readonly simulatorAt: SimulatorAt;
}

/** A dispatcher as these options have it. Throws a TypeError for an allowance that cannot be read, and for lanes that are none. */
export function dispatcherFor(
  { allow = [], timeoutMs = standardTimeoutMs, lanes = defaultLanes, courier }: CallbackOptions,
  { alarm, simulatorAt, ...rest }: DeliverySurroundings,
): Dispatcher {
  const allowance = allowanceFrom(allow);
  if (!allowance.ok) throw new TypeError(`callbacks.allow: ${allowance.says}`);
  if (!Number.isSafeInteger(lanes) || lanes < 1) throw new TypeError('callbacks.lanes must be a whole number above 0');
  const carrying = courier ?? courierOver({ allowance: allowance.value, simulatorAt, pause: alarm });
  return dispatcherWith({ carriage: { courier: carrying, timeoutMs, ...rest }, lanes, alarm });
}
