import type { Issue } from './errors/off-contract.js';
import type { RawReply } from './prepared.js';
import { simulatorIssues } from './simulator-voice.js';

/** What is not as agreed about a reply before its body is looked at. */
export function headIssues(reply: RawReply, agreedStatus: number): readonly Issue[] {
  const { status } = reply;
  if (status === agreedStatus) return simulatorIssues(reply);
  const isRedirect = status >= 300 && status < 400;
  const message = `is ${status}${isRedirect ? ', a redirect,' : ''} and not ${agreedStatus}`;
  return [{ part: 'status', message }, ...simulatorIssues(reply)];
}
