import events from '../../../../contracts/xylink/callbacks/events.json' with { type: 'json' };

/** The events that are told to an enterprise as a whole, in the order in which lists have them. */
export const enterpriseEvents: readonly string[] = events.enterprise;

/** The events that are told of one room. */
export const roomEvents: readonly string[] = events.room;

const shape = /^(https?:\/\/[^\s/?#@\\]+([/?#]\S*)?|\/_simulator\/sink\/\S*)$/;

/** Whether receivers may stand there: an http or https URL without user or password, or the simulator's own sink. */
export const isHandlerUrl = (text: string): boolean => shape.test(text) && URL.canParse(text, 'http://sink');
