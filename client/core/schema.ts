import type { Issue } from './errors/off-contract.js';

/** A validator that was compiled from a schema: it says yes or no, and then has its reasons in `errors`. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

interface SchemaError {
  /** A JSON pointer. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
}

/** A reply with many faults has said enough after these. */
const mostIssues = 20;

/** How a value departs from its schema; nothing when it fits. */
export function schemaIssues(validate: Validator, value: unknown): readonly Issue[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // That no alternative fits says nothing beside why each of them does not.
  const telling = errors.some(({ keyword }) => keyword !== 'oneOf')
    ? errors.filter(({ keyword }) => keyword !== 'oneOf')
    : errors;
  const byText = new Map(telling.map((error) => [`${error.instancePath} ${error.message ?? ''}`, error]));
  return [...byText.values()].slice(0, mostIssues).map(({ instancePath, message = 'does not fit its schema' }) => ({
    part: 'body',
    pointer: instancePath,
    message,
  }));
}
