import * as xylink from '../xylink/generated-validators.js';
import * as ytx from '../ytx/generated-validators.js';
import type { FitsContract } from './judgement.js';

/** What Ajv makes of a schema. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

const validators: Readonly<Record<string, Validator>> = { ...xylink, ...ytx };

/** Judges replies by the response schemas of the contracts. */
export const fitsContract: FitsContract = (operation, reply) => {
  const validator = validators[operation];
  if (validator === undefined) throw new Error(`there is no contract for ${operation}`);
  if (validator(reply)) return [];
  return (validator.errors ?? []).map(({ instancePath, message = 'is not as agreed' }) => `${instancePath} ${message}`);
};
