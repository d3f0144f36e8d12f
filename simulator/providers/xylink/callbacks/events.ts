import events from '../../../../contracts/xylink/callbacks/events.json' with { type: 'json' };
import { sinkPath } from '../../../core/callbacks/sink.js';

/** The events that are told to an enterprise as a whole, in the order in which lists have them. */
export const enterpriseEvents: readonly string[] = events.enterprise;

/** The events that are told of one room. */
export const roomEvents: readonly string[] = events.room;

/** What `isHandlerUrl` accepts. */
export const handlerUrlInWords = `an http or https URL without user or password, or a path below ${sinkPath}`;

const web = /^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/;
const spaced = /\s/;

/** Whether receivers may stand there. */
export const isHandlerUrl = (text: string): boolean =>
  text.startsWith(sinkPath) ? !spaced.test(text) : web.test(text) && URL.canParse(text);
