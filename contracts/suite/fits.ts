import * as xylink from '../xylink/generated-validators.js';
import * as ytx from '../ytx/generated-validators.js';
import type { FitsContract } from './judgement.js';
import type { SchemaError } from './nearest-branch.js';
import { nearestOf } from './nearest-branch.js';

/** What Ajv makes of a schema. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

const validators: Readonly<Record<string, Validator>> = { ...xylink, ...ytx };

/** Judges replies by the response schemas of the contracts. */
export const fitsContract: FitsContract = (operation, reply) => {
  const validator = validators[operation];
  if (validator === undefined) throw new Error(`there is no contract for ${operation}`);
  if (validator(reply)) return [];
  return nearestOf(validator.errors ?? []).map(
    ({ instancePath, message = 'is not as agreed' }) => `${instancePath} ${message}`,
  );
};
