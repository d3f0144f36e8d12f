import { createHash } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/zh_CN';
import { mobileCount, mobileOf } from './phones.js';

/** The generator for a draw; valid until the draw returns. */
export type Faker = typeof faker;

/** Draws a value that depends only on the seed and the label, not on earlier draws. */
export type Draw = <Value>(label: string, from: (faker: Faker) => Value) => Value;

/**
 * Draws from a seed.
 *
 * @example
 * const draw = drawsFrom('friday');
 * draw('owner', ({ person }) => person.fullName());
 */
export function drawsFrom(seed: string): Draw {
  return (label, from) => {
    faker.seed(numbersIn(`${seed}\n${label}`));
    return from(faker);
  };
}

/** The digest of a text as numbers, since faker does not accept a text as seed. */
function numbersIn(text: string): number[] {
  const digest = createHash('sha256').update(text).digest();
  return [0, 4, 8, 12].map((offset) => digest.readUInt32BE(offset));
}

/** An invented mobile number. One of faker's could belong to a real person. */
export const drawMobile = ({ number }: Faker): string => mobileOf(number.int({ max: mobileCount - 1 }));

/** A Chinese name. */
export const drawName = ({ person }: Faker): string => person.fullName();

const subjects = [
  '周会',
  '晨会',
  '项目评审',
  '需求评审',
  '季度总结',
  '技术分享',
  '客户沟通',
  '培训',
  '面试',
  '招标答疑',
];

/** A name for a meeting. */
export const drawMeetingName = (faker: Faker): string =>
  `${faker.commerce.department()}${faker.helpers.arrayElement(subjects)}`;

/**
 * An id or a credential that is recognisably invented: the prefix, zeros, a stamp that differs between seeds, and a
 * number.
 *
 * `inventedId({ prefix: 'ac', length: 32, stamp: '7f3a' }, 1)` ends in `7f3a000001`.
 */
export function inventedId(
  { prefix, length, stamp }: { readonly prefix: string; readonly length: number; readonly stamp: string },
  running: number,
): string {
  const end = stamp + String(running).padStart(6, '0');
  return prefix.padEnd(length - end.length, '0') + end;
}

/** Four hex digits that mark all ids of one seed. */
export const stampOf = (draw: Draw): string =>
  draw('stamp', ({ string }) => string.hexadecimal({ length: 4, casing: 'lower', prefix: '' }));
