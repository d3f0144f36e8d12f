import { timestampOf } from './china-time.js';

/** 1991-10-20 00:00:00 at +08:00, from which the platform's long request ids count; nine recorded ids agree on it. */
const countsFrom = Date.UTC(1991, 9, 19, 16);

/** The platform's function id for meetings is unknown; 01, 04, 08 and 09 belong to other products. */
const assumedFunctionId = '05';

/** A request id as recorded from 2018 to 2020: month, milliseconds shifted by 22 bits, function id, node; 29 digits until 2067. */
export function longRequestId(instant: number, node: number): string {
  const shifted = (BigInt(Math.max(0, instant - countsFrom)) << 22n).toString().padStart(19, '0');
  return `${timestampOf(instant).slice(0, 6)}${shifted}${assumedFunctionId}0${node}`;
}

/** A request id as the provider's page prints it: month and a running number; 16 digits. */
export function shortRequestId(instant: number, number: number): string {
  return `${timestampOf(instant).slice(0, 6)}${String(number).padStart(10, '0')}`;
}
