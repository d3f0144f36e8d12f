import { caseFiles as xylink } from '../xylink/generated.js';
import { caseFiles as ytx } from '../ytx/generated.js';
import type { CaseFile } from './case.js';

/** The contract cases of every provider, a file an operation, read from disk when they are first asked for. */
export async function allCaseFiles(): Promise<readonly CaseFile[]> {
  // Their types are left out: that it fits is shown by `cases.schema.json`, in a test.
  return [...(await ytx()), ...(await xylink())] as readonly CaseFile[];
}
