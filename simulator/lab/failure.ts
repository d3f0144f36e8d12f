import { visible, visibleLine } from '../../contracts/suite/reports/text.js';
import type { ReceiverReply } from '../core/callbacks/transport.js';
import type { Trouble } from './judgement.js';
import type { Failure } from './result.js';
import type { Sent } from './steps.js';

/** So many characters of a body are shown. */
const shown = 300;

/** A delivery that went wrong, made fit to be shown; `which` says in front which one of several it was. */
export function failureOf(
  { step: { event, parcel }, receipt, tookMs }: Sent,
  { says, advice }: Trouble,
  { which, todo }: { readonly which: string; readonly todo: string },
): Failure {
  const { method = 'POST', headers, body } = parcel;
  return {
    says: visibleLine(`${which}${says}`),
    todo: advice === undefined ? [todo] : [advice, todo],
    sent: { event, method, contentType: headers['Content-Type'] ?? '', bytes: body.length, text: beginningOf(body) },
    came: { outcome: receipt.outcome, tookMs, ...(receipt.outcome === 'answered' && answerOf(receipt.reply)) },
  };
}

const answerOf = ({ status, contentType, body }: ReceiverReply): object => ({
  status,
  ...(contentType !== null && { contentType: visibleLine(contentType) }),
  text: beginningOf(body),
});

/** No character takes more than 4 bytes, so that a megabyte need not be read to show its beginning. */
function beginningOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body.subarray(0, shown * 4));
  const characters = Array.from(text);
  const isCut = characters.length > shown || body.length > shown * 4;
  return visible(characters.slice(0, shown).join('')) + (isCut ? ' …' : '');
}
