import createMeeting from '../../../contracts/ytx/create-meeting/operation.json' with { type: 'json' };

/** Every operation of YTX that is served, by name. */
export const operations = { createMeeting };
