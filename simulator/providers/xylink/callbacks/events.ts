import events from '../../../../contracts/xylink/callbacks/events.json' with { type: 'json' };

/** The events that are told to an enterprise as a whole, in the order in which lists have them. */
export const enterpriseEvents: readonly string[] = events.enterprise;

/** The events that are told of one room. */
export const roomEvents: readonly string[] = events.room;
