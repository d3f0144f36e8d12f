/** Every operation that YTX serves: a line each. `npm run new -- ytx NAME` adds one. */
export { createMeeting } from './create-meeting.js';
