import { fitsContract } from '../suite/fits.js';
import { jsonOf } from '../suite/judgement.js';
import { operationFolder } from '../suite/operation-folder.js';
import type { CaseResult } from '../suite/run/result.js';
import type { OffSchema } from './finding.js';

/** Where the replies that a case was given are not as their schemas say. */
export function offSchemaIn({ provider, steps }: CaseResult): readonly OffSchema[] {
  return steps.flatMap(({ step, operation, reply }) => {
    // No body at all is an empty text to a schema.
    const value = reply.body.length === 0 ? '' : jsonOf(reply)?.value;
    return fitsContract(operation, value).map((problem) => {
      const [pointer = ''] = problem.split(' ', 1);
      const says = problem.slice(pointer.length + 1);
      return {
        step,
        schema: `contracts/${provider}/${operationFolder(operation)}/response.schema.json`,
        pointer,
        says,
      };
    });
  });
}
