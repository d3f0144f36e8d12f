import { sinkPath } from './sink.js';

/** What may be a receiver's address. */
export const receiverAddressInWords = `an http or https URL without user or password, or a path below ${sinkPath}`;

const web = /^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/;
const spaced = /\s/;

/** Whether a receiver may stand there. */
export const isReceiverAddress = (text: string): boolean =>
  text.startsWith(sinkPath) ? !spaced.test(text) : web.test(text) && URL.canParse(text);
