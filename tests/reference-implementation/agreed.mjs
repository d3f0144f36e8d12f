import { readFileSync } from 'node:fs';
import { URL } from 'node:url';

/** @param {string} path from the top of the package */
const json = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

/** What a provider answers when it refuses, by name: all that is taken from the contracts, besides one word for success. */
export const refusals = {
  ytx: json('contracts/ytx/refusals.json'),
  xylink: json('contracts/xylink/refusals.json'),
};

/** The `statusCode` of a success of YTX. */
export const { statusCode: ytxSuccess } = json('contracts/ytx/create-meeting/operation.json').accepted;

/** The default world of the providers. */
export const startingWorld = {
  ytx: json('fixtures/ytx/world.json'),
  xylink: json('fixtures/xylink/world.json'),
};
