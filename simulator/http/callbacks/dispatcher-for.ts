import type { Courier } from '../../core/callbacks/courier.js';
import type { Pause } from '../weather/on-the-wire.js';
import { allowanceFrom } from './allowed-addresses.js';
import { courierOver } from './courier.js';
import type { Dispatcher } from './dispatcher.js';
import { dispatcherWith } from './dispatcher.js';
import type { Carriage } from './telling.js';

/** How callbacks are delivered; everything has a standard. */
export interface CallbackOptions {
  /** What they may reach besides loopback: host names, IP addresses, blocks such as `10.0.0.0/8`; nothing unless given. */
  readonly allow?: readonly string[];
  /** How long a receiver has for its whole reply, ms of real time; 2,000 unless given. */
  readonly timeoutMs?: number;
  /** Carries them instead of HTTP; it is then what decides whom they may reach. */
  readonly courier?: Courier;
}

const standardTimeoutMs = 2000;

/** A dispatcher as these options have it. Throws a TypeError for an allowance that cannot be read. */
export function dispatcherFor(
  { allow = [], timeoutMs = standardTimeoutMs, courier }: CallbackOptions,
  { alarm, ...rest }: Pick<Carriage, 'faithful' | 'fault'> & { readonly alarm: Pause },
): Dispatcher {
  const allowance = allowanceFrom(allow);
  if (!allowance.ok) throw new TypeError(`callbacks.allow: ${allowance.says}`);
  const carrying = courier ?? courierOver({ allowance: allowance.value, pause: alarm });
  return dispatcherWith({ carriage: { courier: carrying, timeoutMs, ...rest }, alarm });
}
